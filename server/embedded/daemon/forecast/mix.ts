import { QUANTILE_COUNT } from './expert-losses.ts';
import { HORIZON_STEPS } from '../metrics.ts';
import { MIXED_KNOTS, MIXED_STEPS, SHARED_LOSSES, forgetTold, toldAt } from './mixture-memory.ts';
import { rounded, weekShare } from './mixture.ts';
import { ISSUED_LOW, type IssuePart, type Series } from './series.ts';
import {
	ANCHORS,
	FOR_LAST_WEEK,
	FOR_REGRESSION,
	FOR_STAYS,
	FOR_THREE_DAYS,
	FOR_TIME_OF_DAY,
	OF_LAST_WEEK,
	OF_STEADY,
	WIDTHS,
	anchorAt,
	partsAt
} from './weights-memory.ts';
import { weightsOf } from './weights.ts';

/**
 * A quantile at an anchor is a sum: a number, and shares of the regression, of the usual at that time of day and of the
 * week before, with the number that belongs to the last. Before them, the share of those that always say something: as
 * what is left of 1 it would be lost in rounding where they are hardly trusted.
 */
const ALWAYS = 0;
const STEADY = 1;
const REGRESSION = 2;
const USUAL = 3;
const WEEK = 4;
const WEEK_OFFSET = 5;
const TERMS = 6;
const SIDES = TERMS * QUANTILE_COUNT;
const SUM_SIZE = SIDES + 2;

const sums = new Float64Array(ANCHORS.length * SUM_SIZE);
const mixed = new Float64Array(QUANTILE_COUNT);

/** For each step: the start of the sum at the anchor at or before it, and the fraction of the way to the next. */
const SUM_BEFORE = new Uint16Array(HORIZON_STEPS + 1);
const ANCHOR_SHARE = new Float64Array(HORIZON_STEPS + 1);
const WEEK_SHARE = new Float64Array(HORIZON_STEPS + 1);
for (let step = 1; step <= HORIZON_STEPS; step++) {
	const next = ANCHORS.findIndex(({ steps }) => steps > step);
	const before = (next < 0 ? ANCHORS.length : next) - 1;
	const from = ANCHORS[before]?.steps ?? 1;
	const to = ANCHORS[before + 1]?.steps;
	SUM_BEFORE[step] = before * SUM_SIZE;
	ANCHOR_SHARE[step] = to ? (step - from) / (to - from) : 0;
	WEEK_SHARE[step] = weekShare(step);
}

/** Returns whether the series is forecast by a mixture yet. */
export function isMixed({ recent, mixture }: Series): boolean {
	return !Number.isNaN(recent.ofThreeDays(0)) && !Number.isNaN(mixture[SHARED_LOSSES] ?? NaN);
}

/**
 * Gets ready for `mix`; to be called before it for each series and level.
 *
 * @param closed the newest step that has ended
 * @param gap the level minus what was around the same time a week before, NaN if that is not known
 */
export function prepareMix(series: Series, closed: number, level: number, gap: number): void {
	const weights = weightsOf(series, closed);
	const isWeekKnown = !Number.isNaN(gap);
	for (let anchor = 0; anchor < ANCHORS.length; anchor++) {
		for (let quantile = 0; quantile < QUANTILE_COUNT; quantile++) {
			const from = partsAt(anchor, quantile);
			const to = anchor * SUM_SIZE + quantile * TERMS;
			const ofWeek = isWeekKnown ? (weights[from + FOR_LAST_WEEK] ?? 0) : 0;
			const stays = weights[from + FOR_STAYS] ?? 0;
			const regression = weights[from + FOR_REGRESSION] ?? 0;
			const usual = weights[from + FOR_TIME_OF_DAY] ?? 0;
			const always = regression + stays + (weights[from + FOR_THREE_DAYS] ?? 0);
			const unit = 1 / (always + usual + ofWeek);
			sums[to + ALWAYS] = unit * always;
			sums[to + STEADY] = unit * (stays * level + (weights[from + OF_STEADY] ?? 0));
			sums[to + REGRESSION] = unit * regression;
			sums[to + USUAL] = unit * usual;
			sums[to + WEEK] = unit * ofWeek;
			sums[to + WEEK_OFFSET] = isWeekKnown ? unit * (weights[from + OF_LAST_WEEK] ?? 0) : 0;
		}
		for (let side = 0; side < 2; side++) {
			sums[anchor * SUM_SIZE + SIDES + side] = weights[anchorAt(anchor) + WIDTHS + side] ?? 0;
		}
	}
}

/**
 * Returns the mixture's p10, p50 and p90 at `ahead` steps from the origin, ordered, in an array that the next call
 * rewrites.
 *
 * @param gap as for `prepareMix`
 * @param regression the p10, p50 and p90 of the regression
 */
export function mix(
	{ recent }: Series,
	origin: number,
	ahead: number,
	gap: number,
	regression: Float64Array
): Float64Array {
	const step = origin + ahead;
	// Most series are younger than a week, and looking it up is not free.
	const week = Number.isNaN(gap) ? NaN : recent.aWeekBefore(step) + gap * (WEEK_SHARE[ahead] ?? 0);
	const one = SUM_BEFORE[ahead] ?? 0;
	const share = ANCHOR_SHARE[ahead] ?? 0;
	const other = share ? one + SUM_SIZE : one;
	for (let quantile = 0; quantile < QUANTILE_COUNT; quantile++) {
		const near = one + quantile * TERMS;
		const far = other + quantile * TERMS;
		const usual = recent.atTimeOfDay(step, quantile);
		const forUsual = between(near + USUAL, far + USUAL, share);
		let heard = between(near + ALWAYS, far + ALWAYS, share);
		let value =
			between(near + STEADY, far + STEADY, share) +
			between(near + REGRESSION, far + REGRESSION, share) * (regression[quantile] ?? NaN);
		// Experts that say nothing of this step are left out.
		if (!Number.isNaN(usual)) {
			heard += forUsual;
			value += forUsual * usual;
		}
		if (!Number.isNaN(week)) {
			const forWeek = between(near + WEEK, far + WEEK, share);
			heard += forWeek;
			value += forWeek * week + between(near + WEEK_OFFSET, far + WEEK_OFFSET, share);
		}
		mixed[quantile] = value / heard;
	}
	// By index: destructuring a typed array goes through its iterator, which costs as much as all the rest.
	const middle = mixed[1] ?? NaN;
	const low = mixed[0] ?? NaN;
	const high = mixed[2] ?? NaN;
	mixed[0] = middle - Math.max(0, middle - low) * between(one + SIDES, other + SIDES, share);
	mixed[2] =
		middle + Math.max(0, high - middle) * between(one + SIDES + 1, other + SIDES + 1, share);
	return mixed;
}

function between(one: number, other: number, share: number): number {
	const near = sums[one] ?? 0;
	return near + share * ((sums[other] ?? 0) - near);
}

const issued = new Float64Array(QUANTILE_COUNT);

/** Keeps what the mixture tells at its knots, from what the regression has just issued at `origin`. */
export function tellMixture(series: Series, origin: number, level: number, gap: number): void {
	if (!isMixed(series)) return forgetTold(series.mixture, origin);
	prepareMix(series, origin, level, gap);
	for (const [index, steps] of MIXED_STEPS.entries()) {
		for (let quantile = 0; quantile < QUANTILE_COUNT; quantile++) {
			issued[quantile] = series.issuedAt(
				origin,
				MIXED_KNOTS[index] ?? 0,
				(ISSUED_LOW + quantile) as IssuePart
			);
		}
		const told = mix(series, origin, steps, gap, issued);
		series.mixture[toldAt(index, origin, 0)] = rounded(told[0] ?? NaN);
		series.mixture[toldAt(index, origin, 1)] = rounded(told[2] ?? NaN);
	}
}
