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
				const regression = Float64Array.of(told, told, told);
				const [low = NaN, middle = NaN, high = NaN] = mix(
					series,
					CLOSED + 1,
					ahead,
					NaN,
					regression
				);
				const among = [...samples, level, told];
				expect(middle).toBeGreaterThanOrEqual(Math.min(...among) - 1e-6);
				expect(middle).toBeLessThanOrEqual(Math.max(...among) + 1e-6);
				expect(low).toBeLessThanOrEqual(middle);
				expect(high).toBeGreaterThanOrEqual(middle);
			}
		)
	);
});
