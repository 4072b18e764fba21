import { NEAR_STEPS } from '../rules/risk.ts';
import {
	EXPERT_COUNT,
	LAST_WEEK,
	REGRESSION,
	TIME_OF_DAY,
	comparedShare
} from './expert-losses.ts';
import { SHARED_LOSSES } from './mixture-memory.ts';
import { isMixed } from './mix.ts';
import type { Series } from './series.ts';
import { trustAt } from './weights.ts';

/** The median's position among the quantiles. */
const MEDIAN = 1;

/** The mixture's first two knots, between which the next half hour is interpolated. */
const KNOTS = [
	{ knot: 0, steps: 1 },
	{ knot: 1, steps: NEAR_STEPS }
] as const;

const trusts = new Float64Array(EXPERT_COUNT);

/**
 * Returns the mean weight of each expert in the median of the next half hour, undefined while there is no mixture yet.
 * They sum to 1.
 */
export function nearTrust(series: Series, origin: number): Float64Array | undefined {
	if (!isMixed(series)) return undefined;
	const { recent, mixture } = series;
	const mean = new Float64Array(EXPERT_COUNT);
	const compared = comparedShare(mixture, SHARED_LOSSES);
	const isWeekKnown = !Number.isNaN(recent.aWeekBefore(origin));
	for (let ahead = 1; ahead <= NEAR_STEPS; ahead++) {
		const share = (ahead - 1) / (NEAR_STEPS - 1);
		for (const { knot, steps } of KNOTS) {
			trustAt(mixture, knot, origin + steps, MEDIAN, trusts);
			// What says nothing of this step is left out of its mixture.
			if (!isWeekKnown || Number.isNaN(recent.aWeekBefore(origin + ahead))) trusts[LAST_WEEK] = 0;
			if (Number.isNaN(recent.atTimeOfDay(origin + ahead, MEDIAN))) trusts[TIME_OF_DAY] = 0;
			const sum = trusts.reduce((total, trust) => total + trust, 0);
			const part = (steps === 1 ? 1 - share : share) / NEAR_STEPS;
			for (const [expert, trust] of trusts.entries()) {
				mean[expert] = (mean[expert] ?? 0) + (compared * part * trust) / sum;
			}
		}
	}
	mean[REGRESSION] = (mean[REGRESSION] ?? 0) + 1 - compared;
	return mean;
}
