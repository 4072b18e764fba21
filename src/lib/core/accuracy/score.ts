import * as z from 'zod/mini';
import { wholeNumber } from '../json/schema.ts';

/**
 * Sums over a set of forecasts compared with actual values: sums of hours add up to a day. Errors are in the metric's
 * own unit.
 */
export const scoreSumsSchema = z.object({
	count: wholeNumber,
	/** Actual values within p10–p90, both ends included. */
	inside: wholeNumber,
	/** Sum of the mean pinball loss of the three quantiles. */
	pinball: z.number(),
	/** Sum of |p50 − truth|. */
	error: z.number(),
	/** Sum of |value when the forecast was made − truth|: the error of assuming no change. */
	stayError: z.number()
});
export type ScoreSums = z.infer<typeof scoreSumsSchema>;

export const NO_SCORE: ScoreSums = { count: 0, inside: 0, pinball: 0, error: 0, stayError: 0 };

/** A forecast for one moment, the value when it was made, and the actual value. */
export interface Outcome {
	readonly p10: number;
	readonly p50: number;
	readonly p90: number;
	readonly then: number;
	readonly truth: number;
}

/** Returns the scores of one forecast value; sums of them are the scores of many. */
export function scoreOf({ p10, p50, p90, then, truth }: Outcome): ScoreSums {
	const losses =
		pinballLoss(p10, truth, 0.1) + pinballLoss(p50, truth, 0.5) + pinballLoss(p90, truth, 0.9);
	return {
		count: 1,
		inside: truth >= p10 && truth <= p90 ? 1 : 0,
		pinball: losses / 3,
		error: Math.abs(p50 - truth),
		stayError: Math.abs(then - truth)
	};
}

/**
 * (truth − q) × quantile above the forecast, (q − truth) × (1 − quantile) below it: smallest on the mean for the true
 * quantile (Koenker and Bassett 1978).
 */
export function pinballLoss(forecast: number, truth: number, quantile: number): number {
	return truth >= forecast ? (truth - forecast) * quantile : (forecast - truth) * (1 - quantile);
}

/** Adds two sums of scores. */
export function plus(a: ScoreSums, b: ScoreSums): ScoreSums {
	return {
		count: a.count + b.count,
		inside: a.inside + b.inside,
		pinball: a.pinball + b.pinball,
		error: a.error + b.error,
		stayError: a.stayError + b.stayError
	};
}

/** Below this many actual values no score is shown. */
export const LEAST_TRUTHS = 30;
/** Nominal coverage of p10–p90. */
export const COVERAGE_GOAL_PERCENT = 80;
/** Coverage this near to the goal is called right. */
export const RIGHT_WITHIN_POINTS = 4;
/**
 * The same for a single hour: with the rise and fall of a day's load the hours of a good forecaster differ by ten
 * points, while bands of half their width lose thirty.
 */
export const HOUR_RIGHT_WITHIN_POINTS = 12;

/** The scores that the sums support. */
export interface Claim {
	readonly count: number;
	/** Share of actual values within p10–p90. */
	readonly coveragePercent: number;
	readonly pinball: number;
	readonly error: number;
	/** 1 − error ÷ error of assuming no change: 0 is no better, 1 perfect; absent where nothing ever moved. */
	readonly skill?: number;
}

/**
 * Returns the means of a sum of scores: coverage in percent, error and pinball loss in the metric's unit; undefined
 * for too few values.
 */
export function claimOf({
	count,
	inside,
	pinball,
	error,
	stayError
}: ScoreSums): Claim | undefined {
	if (count < LEAST_TRUTHS) return undefined;
	return {
		count,
		coveragePercent: (inside / count) * 100,
		pinball: pinball / count,
		error: error / count,
		...(stayError > 0 ? { skill: 1 - error / stayError } : {})
	};
}
