import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestWhatIf, easedGain } from '#core/insights/what-if.ts';
import type { WhatIf } from '#core/topics/explanation.ts';

const scenario = (changes: Partial<WhatIf>): WhatIf => ({
	scenario: 'Do something',
	action: 'Something',
	cpuPercent: 50,
	changePoints: -10,
	safe: true,
	confidence: 0.8,
	effort: 'LOW',
	risk: 'LOW',
	...changes
});

test.each([
	['LOW', -12, 12],
	['MEDIUM', -12, 8],
	['HIGH', -12, 4],
	['None', -12, 0],
	['SOMETHING', -12, 0],
	['__proto__', -12, 0],
	['LOW', 3, 0]
])('an effort %s that changes %d points is worth %d', (effort, changePoints, gain) => {
	expect(easedGain(scenario({ effort, changePoints }))).toBeCloseTo(gain);
});

test('the best is the largest effect weighed by ease, not the largest effect', () => {
	const costly = scenario({ scenario: 'Scale out', changePoints: -28, effort: 'HIGH' });
	const easy = scenario({ scenario: 'Restart', changePoints: -15, effort: 'LOW' });
	expect(bestWhatIf([costly, easy])?.scenario).toBe('Restart');
});

test('one that is safe is better than one that is not, and of equals the surer', () => {
	const unsafe = scenario({ scenario: 'unsafe', changePoints: -40, safe: false });
	const unsure = scenario({ scenario: 'unsure', confidence: 0.5 });
	const sure = scenario({ scenario: 'sure', confidence: 0.9 });
	expect(bestWhatIf([unsafe, unsure, sure])?.scenario).toBe('sure');
	expect(bestWhatIf([unsafe])?.scenario).toBe('unsafe');
});

test('doing nothing is never the best, and where nothing helps there is none', () => {
	const nothing = scenario({ scenario: 'Do nothing', changePoints: 0, effort: 'None' });
	expect(bestWhatIf([nothing, scenario({ changePoints: 4 })])).toBeUndefined();
	expect(bestWhatIf([])).toBeUndefined();
});

test('no scenario that is as safe is worth more than the best', () => {
	const drawn = fc.record({
		changePoints: fc.integer({ min: -50, max: 20 }),
		effort: fc.constantFrom('LOW', 'MEDIUM', 'HIGH', 'None'),
		safe: fc.boolean(),
		confidence: fc.constantFrom(0.5, 0.8)
	});
	fc.assert(
		fc.property(fc.array(drawn), (all) => {
			const scenarios = all.map(scenario);
			const best = bestWhatIf(scenarios);
			const rivals = scenarios.filter(({ safe }) => safe || !best?.safe);
			const most = Math.max(0, ...rivals.map(easedGain));
			expect(best ? easedGain(best) : 0).toBe(best || most === 0 ? most : NaN);
		})
	);
});
