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
import { HORIZON_STEPS } from '../metrics.ts';
import {
	MIXED_KNOTS,
	MIXED_STEPS,
	SHARED_LOSSES,
	forgetTold,
	lossesAt,
	toldAt,
	widthAt
} from './mixture-memory.ts';
import { offsetOf, rounded, weekShare } from './mixture.ts';
import { ISSUED_LOW, type IssuePart, type Series } from './series.ts';

/**
 * The steps at which weights are worked out; those between are interpolated. Beyond two hours one in each part of the
 * day, at the position between the mixture's knots by the logarithm of the horizon.
 */
const ANCHORS = [
	{ steps: 1, knot: 0, share: 0 },
	{ steps: 6, knot: 1, share: 0 },
	{ steps: 24, knot: 2, share: 0 },
	{ steps: 48, knot: 2, share: 0.5 },
	{ steps: 72, knot: 2, share: 0.79 },
	{ steps: 96, knot: 3, share: 0 }
] as const;

/**
 * What an anchor holds per quantile: the weights of the experts whose word changes from step to step, and the weighted
 * sum of the others, with the sum of their weights.
 */
const FOR_REGRESSION = 0;
const FOR_TIME_OF_DAY = 1;
const FOR_LAST_WEEK = 2;
const OF_LAST_WEEK = 3;
const OF_STEADY = 4;
const FOR_STEADY = 5;
const PARTS = 6;
/** After the quantiles: the factors by which the two sides are widened. */
const WIDTHS = PARTS * QUANTILE_COUNT;
const ANCHOR_SIZE = WIDTHS + 2;

const anchors = new Float64Array(ANCHORS.length * ANCHOR_SIZE);
const trusts = new Float64Array(EXPERT_COUNT);
const mixed = new Float64Array(QUANTILE_COUNT);

/** For each step: the anchor at or before it, and the fraction of the way to the next. */
const ANCHOR_BEFORE = new Uint8Array(HORIZON_STEPS + 1);
const ANCHOR_SHARE = new Float64Array(HORIZON_STEPS + 1);
const WEEK_SHARE = new Float64Array(HORIZON_STEPS + 1);
for (let step = 1; step <= HORIZON_STEPS; step++) {
	const next = ANCHORS.findIndex(({ steps }) => steps > step);
	const before = (next < 0 ? ANCHORS.length : next) - 1;
	const from = ANCHORS[before]?.steps ?? 1;
	const to = ANCHORS[before + 1]?.steps;
	ANCHOR_BEFORE[step] = before;
	ANCHOR_SHARE[step] = to ? (step - from) / (to - from) : 0;
	WEEK_SHARE[step] = weekShare(step);
}

/** Returns whether the series is forecast by a mixture yet. */
export function isMixed({ recent, mixture }: Series): boolean {
	return !Number.isNaN(recent.ofThreeDays(0)) && !Number.isNaN(mixture[SHARED_LOSSES] ?? NaN);
}

/** Works out how far each expert is trusted at the anchors; to be called before `mix`, for each series and origin. */
export function weigh(series: Series, origin: number, level: number): void {
	anchors.fill(0);
	for (const [index, { steps, knot, share }] of ANCHORS.entries()) {
		const from = index * ANCHOR_SIZE;
		addKnot(series, origin + steps, knot, 1 - share, level, from);
		if (share) addKnot(series, origin + steps, knot + 1, share, level, from);
	}
}

function addKnot(
	{ mixture, recent }: Series,
	step: number,
	knot: number,
	share: number,
	level: number,
	from: number
): void {
	// An hour in which nothing happened does not make who says that nothing will happen the best.
	const compared = comparedShare(mixture, SHARED_LOSSES);
	for (let quantile = 0; quantile < QUANTILE_COUNT; quantile++) {
		const sum = trustAt(mixture, knot, step, quantile, trusts);
		const weightOf = (expert: number) => (compared * share * (trusts[expert] ?? 0)) / sum;
		const parts = from + quantile * PARTS;
		const [stays, threeDays] = [weightOf(STAYS), weightOf(THREE_DAYS)];
		const lastWeek = weightOf(LAST_WEEK);
		add(parts + FOR_REGRESSION, weightOf(REGRESSION) + (1 - compared) * share);
		add(parts + FOR_TIME_OF_DAY, weightOf(TIME_OF_DAY));
		add(parts + FOR_LAST_WEEK, lastWeek);
		add(parts + OF_LAST_WEEK, lastWeek * offsetOf(mixture, knot, 1, quantile));
		const staying = level + offsetOf(mixture, knot, 0, quantile);
		add(parts + OF_STEADY, stays * staying + threeDays * recent.ofThreeDays(quantile));
		add(parts + FOR_STEADY, stays + threeDays);
	}
	for (const side of [0, 1]) {
		add(from + WIDTHS + side, share * Math.exp(mixture[widthAt(knot, side)] ?? 0));
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

function add(cell: number, value: number): void {
	anchors[cell] = (anchors[cell] ?? 0) + value;
}

/**
 * Returns the mixture's p10, p50 and p90 at `ahead` steps from the origin, ordered, in an array that the next call
 * rewrites.
 *
 * @param gap the level minus what was around the same time a week before, NaN if that is not known
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
	const one = (ANCHOR_BEFORE[ahead] ?? 0) * ANCHOR_SIZE;
	const share = ANCHOR_SHARE[ahead] ?? 0;
	const other = share ? one + ANCHOR_SIZE : one;
	for (let quantile = 0; quantile < QUANTILE_COUNT; quantile++) {
		const told = regression[quantile] ?? NaN;
		const usual = recent.atTimeOfDay(step, quantile);
		const parts = quantile * PARTS;
		const near = valueAt(one + parts, told, usual, week);
		mixed[quantile] = near + share * (valueAt(other + parts, told, usual, week) - near);
	}
	// By index: destructuring a typed array goes through its iterator, which costs as much as all the rest.
	const middle = mixed[1] ?? NaN;
	const low = mixed[0] ?? NaN;
	const high = mixed[2] ?? NaN;
	mixed[0] = middle - Math.max(0, middle - low) * between(one + WIDTHS, other + WIDTHS, share);
	mixed[2] =
		middle + Math.max(0, high - middle) * between(one + WIDTHS + 1, other + WIDTHS + 1, share);
	return mixed;
}

/** Returns what an anchor's weights make of it; experts that say nothing are left out. */
function valueAt(parts: number, regression: number, usual: number, week: number): number {
	let weights = (anchors[parts + FOR_STEADY] ?? 0) + (anchors[parts + FOR_REGRESSION] ?? 0);
	let value =
		(anchors[parts + OF_STEADY] ?? 0) + (anchors[parts + FOR_REGRESSION] ?? 0) * regression;
	if (!Number.isNaN(usual)) {
		weights += anchors[parts + FOR_TIME_OF_DAY] ?? 0;
		value += (anchors[parts + FOR_TIME_OF_DAY] ?? 0) * usual;
	}
	if (!Number.isNaN(week)) {
		weights += anchors[parts + FOR_LAST_WEEK] ?? 0;
		value += (anchors[parts + FOR_LAST_WEEK] ?? 0) * week + (anchors[parts + OF_LAST_WEEK] ?? 0);
	}
	return value / weights;
}

function between(one: number, other: number, share: number): number {
	return (anchors[one] ?? 0) * (1 - share) + (anchors[other] ?? 0) * share;
}

const issued = new Float64Array(QUANTILE_COUNT);

/** Keeps what the mixture tells at its knots, from what the regression has just issued at `origin`. */
export function tellMixture(series: Series, origin: number, level: number, gap: number): void {
	if (!isMixed(series)) return forgetTold(series.mixture, origin);
	weigh(series, origin, level);
	for (const [index, steps] of MIXED_STEPS.entries()) {
		for (let quantile = 0; quantile < QUANTILE_COUNT; quantile++) {
			issued[quantile] = series.issuedAt(
				origin,
				MIXED_KNOTS[index] ?? 0,
				(ISSUED_LOW + quantile) as IssuePart
			);
		}
		const [low = NaN, , high = NaN] = mix(series, origin, steps, gap, issued);
		series.mixture[toldAt(index, origin, 0)] = rounded(low);
		series.mixture[toldAt(index, origin, 1)] = rounded(high);
	}
}
