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
/** Share of outcomes within the issued p10–p90. */
export const RECORD_SIZE = HIGH + 1;

/** 10 % and 90 % quantiles of a normal error in units of its mean absolute value: the start of every tracker. */
const NORMAL_P90 = 1.6063;

export function startQuantiles(record: Float64Array, from: number): void {
	record[from + LOW] = -NORMAL_P90;
	record[from + MIDDLE] = 0;
	record[from + HIGH] = NORMAL_P90;
}

/**
 * Moves the quantiles a little towards the error just seen: up by rate × level when it lies above, down by
 * rate × (1 − level) when below. In the long run exactly that share lies below, whatever the errors'
 * distribution and however it changes (the quantile tracker of Angelopoulos, Candès and Tibshirani,
 * "Conformal PID control for time series prediction", 2023).
 *
 * @param error in units of the scale
 */
export function trackQuantiles(
	record: Float64Array,
	from: number,
	error: number,
	rate: number
): void {
	track(record, from + LOW, error, rate, 0.1);
	track(record, from + MIDDLE, error, rate, 0.5);
	track(record, from + HIGH, error, rate, 0.9);
}

function track(record: Float64Array, cell: number, error: number, rate: number, level: number) {
	const quantile = record[cell] ?? 0;
	record[cell] = quantile + rate * (error < quantile ? level - 1 : level);
}
