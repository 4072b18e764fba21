import { QUANTILE_COUNT } from './expert-losses.ts';

/**
 * The steps at which weights are worked out; those between are interpolated. Beyond two hours one in each part of the
 * day, at the position between the mixture's knots by the logarithm of the horizon.
 */
export const ANCHORS = [
	{ steps: 1, knot: 0, share: 0 },
	{ steps: 6, knot: 1, share: 0 },
	{ steps: 24, knot: 2, share: 0 },
	{ steps: 48, knot: 2, share: 0.5 },
	{ steps: 72, knot: 2, share: 0.79 },
	{ steps: 96, knot: 3, share: 0 }
] as const;

/**
 * What an anchor holds per quantile: the experts' weights, which sum to 1, and what the last week's offset and the steady
 * experts (apart from the level itself) add by theirs.
 */
export const FOR_REGRESSION = 0;
export const FOR_TIME_OF_DAY = 1;
export const FOR_LAST_WEEK = 2;
export const OF_LAST_WEEK = 3;
export const FOR_STAYS = 4;
export const FOR_THREE_DAYS = 5;
export const OF_STEADY = 6;
const PARTS = 7;

/** After an anchor's quantiles: the factors by which the two sides are widened. */
export const WIDTHS = PARTS * QUANTILE_COUNT;
const ANCHOR_SIZE = WIDTHS + 2;

/** The step as of which the weights were worked out. */
export const WEIGHED_AT = ANCHORS.length * ANCHOR_SIZE;

/** Returns the start of an anchor in the weights. */
export function anchorAt(anchor: number): number {
	return anchor * ANCHOR_SIZE;
}

/** Returns the start of an anchor's parts for a quantile. */
export function partsAt(anchor: number, quantile: number): number {
	return anchor * ANCHOR_SIZE + quantile * PARTS;
}

/** Weights that are not worked out yet. In 64 bits: an expert that is hardly trusted must be told from one that is not. */
export function emptyWeights(): Float64Array {
	return new Float64Array(WEIGHED_AT + 1).fill(NaN);
}
