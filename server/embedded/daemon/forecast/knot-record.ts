import { FEATURE_COUNT, SUMS_SIZE } from './regression.ts';

/** The position of each number in a knot's record. There is one record per horizon, for a series or a pool. */
export const SUMS = 0;
export const COEFFICIENTS = SUMS + SUMS_SIZE;
/** Mean absolute error; for a pool its growth from the previous knot. */
export const SCALE = COEFFICIENTS + FEATURE_COUNT;
/** The number of observed errors. */
export const COUNT = SCALE + 1;
/** Quantiles of the error in units of the scale. */
export const LOW = COUNT + 1;
export const MIDDLE = LOW + 1;
export const HIGH = MIDDLE + 1;
export const RECORD_SIZE = HIGH + 1;

/**
 * The 10 % and 90 % quantiles of a normal error in units of its mean absolute value: every tracker starts with them.
 */
export const NORMAL_P90 = 1.6063;

export function startQuantiles(record: Float64Array, from: number): void {
	record[from + LOW] = -NORMAL_P90;
	record[from + MIDDLE] = 0;
	record[from + HIGH] = NORMAL_P90;
}

/**
 * Moves a quantile slightly towards the latest outcome: up by rate × level if the outcome was above the issued value,
 * down by rate × (1 − level) if below. In the long run exactly the share `level` of outcomes is below, whatever the
 * distribution of errors and however it changes (the quantile tracker of Angelopoulos, Candès and Tibshirani,
 * "Conformal PID control for time series prediction", 2023).
 */
export function trackQuantile(
	record: Float64Array | Float32Array,
	cell: number,
	level: number,
	isBelow: boolean,
	rate: number
): void {
	record[cell] = (record[cell] ?? 0) + rate * (isBelow ? level - 1 : level);
}

/** The tracked quantiles: the position of each in a record, and the share of outcomes below it. */
export const TRACKED = [
	{ cell: LOW, level: 0.1 },
	{ cell: MIDDLE, level: 0.5 },
	{ cell: HIGH, level: 0.9 }
] as const;
