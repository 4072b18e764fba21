import {
	BY_HORIZON,
	EXPERT_COUNT,
	LAST_WEEK,
	QUANTILE_COUNT,
	REGRESSION,
	STAYS,
	THREE_DAYS,
	TIME_OF_DAY,
	comparedShare,
	trustIn
} from './expert-losses.ts';
import { SHARED_LOSSES, lossesAt, widthAt } from './mixture-memory.ts';
import { offsetOf } from './mixture.ts';
import type { Series } from './series.ts';
import {
	ANCHORS,
	FOR_LAST_WEEK,
	FOR_REGRESSION,
	FOR_STAYS,
	FOR_THREE_DAYS,
	FOR_TIME_OF_DAY,
	OF_LAST_WEEK,
	OF_STEADY,
	WEIGHED_AT,
	WIDTHS,
	anchorAt,
	partsAt
} from './weights-memory.ts';

const trusts = new Float64Array(EXPERT_COUNT);

/**
 * Returns how far each expert is trusted at the anchors, as of a step that has ended. What they are trusted for changes
 * only when a step ends, so it is worked out once: forecasts are asked for every few seconds.
 */
export function weightsOf(series: Series, step: number): Float64Array {
	const { weights } = series;
	if (weights[WEIGHED_AT] === step) return weights;
	weights.fill(0);
	weights[WEIGHED_AT] = step;
	for (const [index, { steps, knot, share }] of ANCHORS.entries()) {
		addKnot(series, step + steps, knot, 1 - share, index);
		if (share) addKnot(series, step + steps, knot + 1, share, index);
	}
	return weights;
}

function addKnot(series: Series, step: number, knot: number, share: number, anchor: number): void {
	const { mixture, recent, weights } = series;
	// An hour in which nothing happened does not make who says that nothing will happen the best.
	const compared = comparedShare(mixture, SHARED_LOSSES);
	for (let quantile = 0; quantile < QUANTILE_COUNT; quantile++) {
		const unit = (compared * share) / trustAt(mixture, knot, step, quantile, trusts);
		const parts = partsAt(anchor, quantile);
		const stays = unit * (trusts[STAYS] ?? 0);
		const threeDays = unit * (trusts[THREE_DAYS] ?? 0);
		const lastWeek = unit * (trusts[LAST_WEEK] ?? 0);
		const regression = unit * (trusts[REGRESSION] ?? 0) + (1 - compared) * share;
		add(weights, parts + FOR_REGRESSION, regression);
		add(weights, parts + FOR_TIME_OF_DAY, unit * (trusts[TIME_OF_DAY] ?? 0));
		add(weights, parts + FOR_LAST_WEEK, lastWeek);
		add(weights, parts + OF_LAST_WEEK, lastWeek * offsetOf(mixture, knot, 1, quantile));
		add(weights, parts + FOR_STAYS, stays);
		add(weights, parts + FOR_THREE_DAYS, threeDays);
		const steady = stays * offsetOf(mixture, knot, 0, quantile);
		add(weights, parts + OF_STEADY, steady + threeDays * recent.ofThreeDays(quantile));
	}
	for (let side = 0; side < 2; side++) {
		const width = share * Math.exp(mixture[widthAt(knot, side)] ?? 0);
		add(weights, anchorAt(anchor) + WIDTHS + side, width);
	}
}

/** Writes how far each expert is trusted, and returns the sum. */
export function trustAt(
	mixture: Float32Array,
	knot: number,
	step: number,
	quantile: number,
	into: Float64Array
): number {
	let sum = 0;
	for (let expert = 0; expert < EXPERT_COUNT; expert++) {
		const shared = expert - BY_HORIZON;
		const trust =
			shared < 0
				? trustIn(mixture, lossesAt(knot), BY_HORIZON, step, quantile, expert)
				: trustIn(mixture, SHARED_LOSSES, EXPERT_COUNT - BY_HORIZON, step, quantile, shared);
		into[expert] = trust;
		sum += trust;
	}
	return sum;
}

function add(weights: Float64Array, cell: number, value: number): void {
	weights[cell] = (weights[cell] ?? 0) + value;
}
