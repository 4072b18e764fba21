import { FEATURE_COUNT, SUMS_SIZE } from './regression.ts';

/** Where in a knot's record each of its numbers stands. One record per horizon, for a series or for a pool. */
export const SUMS = 0;
export const COEFFICIENTS = SUMS + SUMS_SIZE;
/** Mean absolute error; for a pool its growth since the knot before. */
export const SCALE = COEFFICIENTS + FEATURE_COUNT;
/** Errors seen. */
export const COUNT = SCALE + 1;
/** Quantiles of the error in units of the scale. */
export const LOW = COUNT + 1;
export const MIDDLE = LOW + 1;
export const HIGH = MIDDLE + 1;
export const RECORD_SIZE = HIGH + 1;

/** 10 % and 90 % quantiles of a normal error in units of its mean absolute value: the start of every tracker. */
const NORMAL_P90 = 1.6063;

export function startQuantiles(record: Float64Array, from: number): void {
	record[from + LOW] = -NORMAL_P90;
	record[from + MIDDLE] = 0;
	record[from + HIGH] = NORMAL_P90;
}

/**
 * Moves a quantile a little towards the outcome just seen: up by rate × level when the outcome lay above what was
 * issued, down by rate × (1 − level) when below. In the long run exactly the share `level` of outcomes lies below,
 * whatever the errors' distribution and however it changes (the quantile tracker of Angelopoulos, Candès and
 * Tibshirani, "Conformal PID control for time series prediction", 2023).
 */
export function trackQuantile(
	record: Float64Array,
	cell: number,
	level: number,
	isBelow: boolean,
	rate: number
): void {
	record[cell] = (record[cell] ?? 0) + rate * (isBelow ? level - 1 : level);
}

/** The quantiles that are tracked: where each stands in a record, and the share of outcomes below it. */
export const TRACKED = [
	{ cell: LOW, level: 0.1 },
	{ cell: MIDDLE, level: 0.5 },
	{ cell: HIGH, level: 0.9 }
] as const;
