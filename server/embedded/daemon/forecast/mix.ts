import { QUANTILE_COUNT } from './expert-losses.ts';
import { HORIZON_STEPS } from '../metrics.ts';
import { MIXED_KNOTS, MIXED_STEPS, SHARED_LOSSES, forgetTold, toldAt } from './mixture-memory.ts';
import { rounded, weekShare } from './mixture.ts';
import type { Quantiles } from './quantiles.ts';
import { nextTimeOfDay, timeOfDayCell, type RecentDays } from './recent-days.ts';
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
/** What the parts of each sum change by from a step to the next, on the way to the next anchor. */
const slopes = new Float64Array(sums.length);
/** What the week before says of each step ahead; read only where the gap to it is known. */
const weeks = new Float64Array(HORIZON_STEPS + 1);

/** For each step the anchor at or before it, the first one before all; and its share of the gap to the week before. */
const ANCHOR_BEFORE = new Uint8Array(HORIZON_STEPS + 1);
const WEEK_SHARE = new Float64Array(HORIZON_STEPS + 1);
for (let step = 1; step <= HORIZON_STEPS; step++) {
	const next = ANCHORS.findIndex(({ steps }) => steps > step);
	ANCHOR_BEFORE[step] = (next < 0 ? ANCHORS.length : next) - 1;
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
	for (let anchor = 0; anchor + 1 < ANCHORS.length; anchor++) {
		const steps = (ANCHORS[anchor + 1]?.steps ?? NaN) - (ANCHORS[anchor]?.steps ?? NaN);
		const from = anchor * SUM_SIZE;
		for (let cell = from; cell < from + SUM_SIZE; cell++)
			slopes[cell] = ((sums[cell + SUM_SIZE] ?? 0) - (sums[cell] ?? 0)) / steps;
	}
}

/** p10, p50 and p90 by step. */
export type Band = Pick<Quantiles, 'p10' | 'p50' | 'p90'>;

/**
 * Replaces what the regression tells of the steps from `first` to `last` ahead by what the mixture tells.
 *
 * @param gap as for `prepareMix`
 * @param from where in the band the origin is; `ahead` steps from it are at `from + ahead`
 */
export function mix(
	{ recent }: Series,
	origin: number,
	gap: number,
	[first, last]: readonly [number, number],
	band: Band,
	from: number
): void {
	const isWeekKnown = !Number.isNaN(gap);
	// Most series are younger than a week, and looking it up is not free.
	for (let ahead = first; isWeekKnown && ahead <= last; ahead++)
		weeks[ahead] = recent.aWeekBefore(origin + ahead) + gap * (WEEK_SHARE[ahead] ?? 0);
	let start = first;
	while (start <= last) {
		const anchor = ANCHOR_BEFORE[start] ?? 0;
		const end = Math.min(last, (ANCHORS[anchor + 1]?.steps ?? Infinity) - 1);
		const span = { anchor, start, end, from, origin, isWeekKnown };
		mixQuantile(0, band.p10, span, recent);
		mixQuantile(1, band.p50, span, recent);
		mixQuantile(2, band.p90, span, recent);
		widen(band, span);
		start = end + 1;
	}
}

/** Steps ahead that follow the same anchor. */
interface Span {
	readonly anchor: number;
	readonly start: number;
	readonly end: number;
	/** As for `mix`. */
	readonly from: number;
	readonly origin: number;
	readonly isWeekKnown: boolean;
}

/** Mixes one quantile. Shares in variables of their own, for this is most of what a forecast costs. */
function mixQuantile(
	quantile: number,
	values: Float64Array,
	{ anchor, start, end, from, origin, isWeekKnown }: Span,
	{ memory }: RecentDays
): void {
	const cell = anchor * SUM_SIZE + quantile * TERMS;
	const since = start - (ANCHORS[anchor]?.steps ?? 1);
	const steadySlope = slopes[cell + STEADY] ?? 0;
	const regressionSlope = slopes[cell + REGRESSION] ?? 0;
	const usualSlope = slopes[cell + USUAL] ?? 0;
	let ofTime = timeOfDayCell(origin + start) + quantile;
	let steady = (sums[cell + STEADY] ?? 0) + since * steadySlope;
	let forRegression = (sums[cell + REGRESSION] ?? 0) + since * regressionSlope;
	let forUsual = (sums[cell + USUAL] ?? 0) + since * usualSlope;
	for (let ahead = start; ahead <= end; ahead++) {
		const usual = memory[ofTime] ?? NaN;
		const isUsualSilent = Number.isNaN(usual);
		let value = steady + forRegression * (values[from + ahead] ?? NaN);
		if (!isUsualSilent) value += forUsual * usual;
		const week = isWeekKnown ? (weeks[ahead] ?? NaN) : 0;
		const isWeekSilent = Number.isNaN(week);
		if (isWeekKnown || isUsualSilent) {
			const steps = ahead - start + since;
			const forWeek = along(cell + WEEK, steps);
			if (!isWeekSilent) value += forWeek * week + along(cell + WEEK_OFFSET, steps);
			// Experts that say nothing of this step are left out; all shares together are 1.
			if (isUsualSilent || isWeekSilent)
				value /=
					along(cell + ALWAYS, steps) +
					(isUsualSilent ? 0 : forUsual) +
					(isWeekSilent ? 0 : forWeek);
		}
		values[from + ahead] = value;
		steady += steadySlope;
		forRegression += regressionSlope;
		forUsual += usualSlope;
		ofTime = nextTimeOfDay(ofTime);
	}
}

/** Moves p10 and p90 to their learnt distances from p50, never beyond it. */
function widen({ p10, p50, p90 }: Band, { anchor, start, end, from }: Span): void {
	const side = anchor * SUM_SIZE + SIDES;
	const since = start - (ANCHORS[anchor]?.steps ?? 1);
	for (let ahead = start; ahead <= end; ahead++) {
		const at = from + ahead;
		const middle = p50[at] ?? NaN;
		const steps = ahead - start + since;
		p10[at] = middle - Math.max(0, middle - (p10[at] ?? NaN)) * along(side, steps);
		p90[at] = middle + Math.max(0, (p90[at] ?? NaN) - middle) * along(side + 1, steps);
	}
}

/** Interpolates a part of a sum, `steps` after its anchor. */
function along(cell: number, steps: number): number {
	return (sums[cell] ?? 0) + steps * (slopes[cell] ?? 0);
}

/** One step of a band. */
const told: Band = {
	p10: new Float64Array(1),
	p50: new Float64Array(1),
	p90: new Float64Array(1)
};

/** Keeps what the mixture tells at its knots, from what the regression has just issued at `origin`. */
export function tellMixture(series: Series, origin: number, level: number, gap: number): void {
	if (!isMixed(series)) return forgetTold(series.mixture, origin);
	prepareMix(series, origin, level, gap);
	for (const [index, steps] of MIXED_STEPS.entries()) {
		const knot = MIXED_KNOTS[index] ?? 0;
		told.p10[0] = series.issuedAt(origin, knot, ISSUED_LOW);
		told.p50[0] = series.issuedAt(origin, knot, (ISSUED_LOW + 1) as IssuePart);
		told.p90[0] = series.issuedAt(origin, knot, (ISSUED_LOW + 2) as IssuePart);
		mix(series, origin, gap, [steps, steps], told, -steps);
		series.mixture[toldAt(index, origin, 0)] = rounded(told.p10[0] ?? NaN);
		series.mixture[toldAt(index, origin, 1)] = rounded(told.p90[0] ?? NaN);
	}
}
