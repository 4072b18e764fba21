import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pastFigure } from '#view-models/accuracy/past-figure.ts';
import { changePoint } from '#view-models/accuracy/change-point.ts';
import {
	claimOf,
	NO_SCORE,
	pinballLoss,
	plus,
	scoreOf,
	type Outcome
} from '#core/accuracy/score.ts';
import { seeded } from '../../support/fleets.ts';

const finite = fc.double({ min: -1_000, max: 1_000, noNaN: true });
const anyOutcome: fc.Arbitrary<Outcome> = fc
	.tuple(finite, finite, finite, finite, finite)
	.map(([a, b, c, then, truth]) => {
		const [p10, p50, p90] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
		return { p10, p50, p90, then, truth };
	});
const total = (outcomes: readonly Outcome[]) => outcomes.map(scoreOf).reduce(plus, NO_SCORE);

describe('a score', () => {
	test.each([
		[{ p10: 10, p50: 20, p90: 30, then: 15, truth: 25 }, 1, 5, 10],
		[{ p10: 10, p50: 20, p90: 30, then: 15, truth: 30 }, 1, 10, 15],
		[{ p10: 10, p50: 20, p90: 30, then: 15, truth: 31 }, 0, 11, 16],
		[{ p10: 10, p50: 20, p90: 30, then: 15, truth: 9 }, 0, 11, 6]
	])('of %j', (outcome, inside, error, stayError) => {
		expect(scoreOf(outcome)).toMatchObject({ count: 1, inside, error, stayError });
	});

	test('of a day is the sum of its hours, however it is cut', () => {
		fc.assert(
			fc.property(fc.array(anyOutcome), fc.nat(), (outcomes, cut) => {
				const at = outcomes.length ? cut % outcomes.length : 0;
				const parts = plus(total(outcomes.slice(0, at)), total(outcomes.slice(at)));
				const whole = total(outcomes);
				expect(parts.count).toBe(whole.count);
				expect(parts.inside).toBe(whole.inside);
				expect(parts.error).toBeCloseTo(whole.error, 6);
				expect(parts.pinball).toBeCloseTo(whole.pinball, 6);
			})
		);
	});

	test('claims nothing from fewer than 30 truths', () => {
		const one = scoreOf({ p10: 0, p50: 1, p90: 2, then: 5, truth: 1.5 });
		const sums = (count: number) => Array.from({ length: count }, () => one).reduce(plus, NO_SCORE);
		expect(claimOf(sums(29))).toBeUndefined();
		expect(claimOf(sums(30))).toMatchObject({ count: 30, coveragePercent: 100, error: 0.5 });
		expect(claimOf(sums(30))?.skill).toBeCloseTo(1 - 0.5 / 3.5);
	});

	test('has no skill where nothing ever moved', () => {
		const still = { ...NO_SCORE, count: 40, inside: 40 };
		expect(claimOf(still)).not.toHaveProperty('skill');
	});
});

test('the pinball loss is smallest for the true quantile', () => {
	const random = seeded(5);
	const truths = Array.from({ length: 4_000 }, () => random() * 100);
	for (const quantile of [0.1, 0.5, 0.9]) {
		const loss = (forecast: number) =>
			truths.reduce((sum, truth) => sum + pinballLoss(forecast, truth, quantile), 0);
		const best = loss(quantile * 100);
		for (const other of [-15, -8, 8, 15])
			expect(loss(quantile * 100 + other)).toBeGreaterThan(best);
	}
});

describe('a change point', () => {
	const hours = (values: readonly number[]) => values.map((value, at) => ({ at, value }));
	const noisy = (level: number, count: number, random: () => number) =>
		Array.from({ length: count }, () => level + (random() - 0.5) * 4);

	test('is found where a level changes, and says from what to what', () => {
		const random = seeded(3);
		const found = changePoint(hours([...noisy(80, 20, random), ...noisy(60, 12, random)]), 5);
		expect(found?.at).toBe(20);
		expect(found?.before).toBeCloseTo(80, 0);
		expect(found?.after).toBeCloseTo(60, 0);
	});

	test('is claimed neither of noise nor of too little', () => {
		for (let seed = 0; seed < 200; seed++)
			expect(changePoint(hours(noisy(80, 48, seeded(seed))), 0.1)).toBeUndefined();
		expect(changePoint(hours([80, 80, 80, 80, 80, 20, 20, 20, 20, 20]), 5)).toBeUndefined();
	});
});

describe('a picture of what had been forecast', () => {
	const window = { from: 0, to: 100, stepMs: 1 };

	test('counts what came within the band, and draws nothing where nothing came', () => {
		expect(pastFigure({ window, points: [] }, 100)).toBeUndefined();
		const figure = pastFigure(
			{
				window,
				points: [
					{ at: 0, p10: 10, p50: 20, p90: 30, truth: 25 },
					{ at: 50, p10: 10, p50: 20, p90: 30, truth: 31 },
					{ at: 100, p10: 10, p50: 20, p90: 30 }
				]
			},
			100
		);
		expect(figure).toMatchObject({ truths: 2, inside: 1, from: 0, to: 100 });
		expect(figure?.median).toBe('M0.00 80.00L50.00 80.00L100.00 80.00');
		expect(figure?.truth).toBe('M0.00 75.00L50.00 69.00');
		expect(figure?.band).toBe(
			'M0.00 70.00L50.00 70.00L100.00 70.00L100.00 90.00L50.00 90.00L0.00 90.00Z'
		);
	});
});
