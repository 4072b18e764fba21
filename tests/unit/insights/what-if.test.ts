import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SCORE_GROUPS, type ScoreGroup } from '#view-models/insights/score-rule.ts';
import type { ScoreBreakdown } from '#view-models/insights/score-points.ts';
import { bestWhatIf, easedGain, measureOf, scoreDriver } from '#view-models/insights/what-if.ts';
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

/** A score whose points come from these groups. */
function madeOf(points: Partial<Record<ScoreGroup, number>>): ScoreBreakdown {
	const parts = SCORE_GROUPS.map((group) => ({
		group,
		now: 50,
		ahead: 50,
		quantile: 'p90',
		nowPoints: points[group] ?? 0,
		aheadPoints: 0
	}));
	const sum = Object.values(points).reduce((total, each) => total + each, 0);
	return { kind: 'exact', variant: 'meant', parts, sum };
}
const BY_CPU = madeOf({ cpu: 40, memory: 10 });
const BY_IO_WAIT = madeOf({ cpu: 10, iowait: 35 });

test.each([
	['LOW', -12, 12],
	['MEDIUM', -12, 8],
	['HIGH', -12, 4],
	['None', -12, 0],
	['SOMETHING', -12, 0],
	['__proto__', -12, 0],
	['LOW', 3, 0]
])('an effort %s that changes %d points is worth %d', (effort, changePoints, gain) => {
	expect(easedGain(scenario({ effort, changePoints }), 'cpu')).toBeCloseTo(gain);
	const scored = scenario({ effort, changePoints: 1, scoreChange: changePoints });
	expect(easedGain(scored, 'score')).toBeCloseTo(gain);
});

test('the best is the largest effect weighed by ease, not the largest effect', () => {
	const costly = scenario({ scenario: 'Scale out', changePoints: -28, effort: 'HIGH' });
	const easy = scenario({ scenario: 'Restart', changePoints: -15, effort: 'LOW' });
	expect(bestWhatIf([costly, easy], BY_CPU)?.scenario).toBe('Restart');
});

test('one that is safe is better than one that is not, and of equals the surer', () => {
	const unsafe = scenario({ scenario: 'unsafe', changePoints: -40, safe: false });
	const unsure = scenario({ scenario: 'unsure', confidence: 0.5 });
	const sure = scenario({ scenario: 'sure', confidence: 0.9 });
	expect(bestWhatIf([unsafe, unsure, sure], BY_CPU)?.scenario).toBe('sure');
	expect(bestWhatIf([unsafe], BY_CPU)?.scenario).toBe('unsafe');
});

test('doing nothing is never the best, and where nothing helps there is none', () => {
	const nothing = scenario({ scenario: 'Do nothing', changePoints: 0, effort: 'None' });
	expect(bestWhatIf([nothing, scenario({ changePoints: 4 })], BY_CPU)).toBeUndefined();
	expect(bestWhatIf([], BY_CPU)).toBeUndefined();
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
			const best = bestWhatIf(scenarios, BY_CPU);
			const rivals = scenarios.filter(({ safe }) => safe || !best?.safe);
			const most = Math.max(0, ...rivals.map((each) => easedGain(each, 'cpu')));
			expect(best ? easedGain(best, 'cpu') : 0).toBe(best || most === 0 ? most : NaN);
		})
	);
});

test('where the daemon sends what becomes of the score, that decides and not the CPU', () => {
	const restart = scenario({ scenario: 'Restart', changePoints: -30, scoreChange: -2 });
	const disks = scenario({
		scenario: 'Half of the I/O wait',
		changePoints: -3,
		scoreChange: -24,
		safe: false,
		effort: 'HIGH'
	});
	expect(measureOf([restart, disks])).toBe('score');
	for (const breakdown of [BY_CPU, BY_IO_WAIT, undefined])
		expect(bestWhatIf([restart, disks], breakdown)?.scenario).toBe('Half of the I/O wait');
	const useless = scenario({ changePoints: -30, scoreChange: 0 });
	expect(bestWhatIf([useless], BY_CPU)).toBeUndefined();
	expect(bestWhatIf([restart, scenario({ changePoints: -40 })], BY_CPU)?.scenario).toBe('Restart');
});

test('of those that help the score as much, one that is safe by CPU comes first', () => {
	const unsafe = scenario({ scenario: 'unsafe', scoreChange: -9, safe: false, confidence: 1 });
	const safe = scenario({ scenario: 'safe', scoreChange: -9, confidence: 0.6 });
	expect(bestWhatIf([unsafe, safe], undefined)?.scenario).toBe('safe');
});

test.each<[string, ScoreBreakdown | undefined]>([
	['I/O wait drives the score', BY_IO_WAIT],
	['nothing earns points', madeOf({})],
	['the points are not known', { kind: 'unknown' }],
	['the points do not add up', { kind: 'differs' }],
	['no server is there', undefined]
])('told in CPU alone, there is no best while %s', (_, breakdown) => {
	const restart = scenario({ scenario: 'Restart service', changePoints: -30 });
	expect(bestWhatIf([restart], breakdown)).toBeUndefined();
	expect(bestWhatIf([restart], madeOf({ cpu: 20, iowait: 20 }))).toBe(restart);
});

test('the driver of a score is its largest part', () => {
	expect(scoreDriver(BY_IO_WAIT)).toBe('iowait');
	expect(scoreDriver(madeOf({ memory: 20, cpu: 20 }))).toBe('cpu');
	expect(scoreDriver(madeOf({}))).toBeUndefined();
});
