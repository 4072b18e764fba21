import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	BY_HORIZON,
	EXPERT_COUNT,
	QUANTILE_COUNT,
	lossesSize
} from '../../../../server/embedded/daemon/forecast/expert-losses.ts';
import {
	MIXED_COUNT,
	SHARED_LOSSES,
	lossesAt
} from '../../../../server/embedded/daemon/forecast/mixture-memory.ts';
import { isMixed, mix, prepareMix } from '../../../../server/embedded/daemon/forecast/mix.ts';
import { DAY_SLOTS } from '../../../../server/embedded/daemon/forecast/season.ts';
import { Series } from '../../../../server/embedded/daemon/forecast/series.ts';

const CLOSED = 5_000 * DAY_SLOTS;

/** A series with samples of its last steps, and a mean loss of ten to the power given for each expert. */
function seriesOf(samples: readonly number[], steps: number, powers: readonly number[]): Series {
	const series = new Series();
	for (let back = steps - 1; back >= 0; back--)
		series.recent.put(CLOSED - back, samples[back % samples.length] ?? 0);
	series.recent.learnThreeDays();
	const fill = (from: number, experts: number, losses: readonly number[]) => {
		for (let cell = from; cell < from + lossesSize(experts); cell += 1 + QUANTILE_COUNT * experts) {
			series.mixture[cell] = DAY_SLOTS;
			for (let at = 0; at < QUANTILE_COUNT * experts; at++)
				series.mixture[cell + 1 + at] = 10 ** (losses[at % experts] ?? 0);
		}
	};
	for (let knot = 0; knot < MIXED_COUNT; knot++) fill(lossesAt(knot), BY_HORIZON, powers);
	fill(SHARED_LOSSES, EXPERT_COUNT - BY_HORIZON, powers.slice(BY_HORIZON));
	return series;
}

test('steps mixed together are what each is when mixed alone', () => {
	const series = seriesOf([10, 30, 20], DAY_SLOTS, [-1, -2, 0, -1, -3, -1]);
	prepareMix(series, CLOSED, 25, NaN);
	const steps = Array.from({ length: 96 }, (_, step) => step + 1);
	const regression = (side: number) => Float64Array.from(steps, (step) => side + step / 8);
	const whole = { p10: regression(10), p50: regression(20), p90: regression(30) };
	mix(series, CLOSED + 1, NaN, [1, 96], whole, -1);
	for (const step of steps) {
		const alone = { p10: regression(10), p50: regression(20), p90: regression(30) };
		mix(series, CLOSED + 1, NaN, [step, step], alone, -1);
		for (const part of ['p10', 'p50', 'p90'] as const)
			expect(alone[part][step - 1]).toBeCloseTo(whole[part][step - 1] ?? NaN, 9);
	}
});

test('whoever is trusted and whoever is silent, the mixture lies among those that say something', () => {
	const percent = fc.integer({ min: 0, max: 100 });
	fc.assert(
		fc.property(
			fc.array(percent, { minLength: 1, maxLength: 4 }),
			// From never wrong to useless.
			fc.array(fc.integer({ min: -12, max: 3 }), {
				minLength: EXPERT_COUNT,
				maxLength: EXPERT_COUNT
			}),
			// Of the half of a day that was never seen, who goes by the time of day says nothing.
			fc.constantFrom(DAY_SLOTS / 2, DAY_SLOTS),
			percent,
			percent,
			fc.integer({ min: 1, max: 96 }),
			(samples, powers, steps, level, told, ahead) => {
				const series = seriesOf(samples, steps, powers);
				expect(isMixed(series)).toBe(true);
				prepareMix(series, CLOSED, level, NaN);
				const one = () => Float64Array.of(told);
				const [p10, p50, p90] = [one(), one(), one()];
				mix(series, CLOSED + 1, NaN, [ahead, ahead], { p10, p50, p90 }, -ahead);
				const [low = NaN, middle = NaN, high = NaN] = [p10[0], p50[0], p90[0]];
				const among = [...samples, level, told];
				expect(middle).toBeGreaterThanOrEqual(Math.min(...among) - 1e-6);
				expect(middle).toBeLessThanOrEqual(Math.max(...among) + 1e-6);
				expect(low).toBeLessThanOrEqual(middle);
				expect(high).toBeGreaterThanOrEqual(middle);
			}
		)
	);
});
