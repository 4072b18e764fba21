import * as z from 'zod/mini';
import { wholeNumber } from '../json/schema.ts';

/**
 * What is known of a set of forecasts that have met their truth, as sums: those of an hour and of a day are sums of sums.
 * Errors are in the metric's own unit.
 */
export const scoreSumsSchema = z.object({
	count: wholeNumber,
	/** How many truths lay within p10–p90, both ends included. */
	inside: wholeNumber,
	/** The mean pinball loss of the three quantiles, summed. */
	pinball: z.number(),
	/** |p50 − truth|, summed. */
	error: z.number(),
	/** |value when the forecast was made − truth|, summed: the error of "it stays as it is". */
	stayError: z.number()
});
export type ScoreSums = z.infer<typeof scoreSumsSchema>;

export const NO_SCORE: ScoreSums = { count: 0, inside: 0, pinball: 0, error: 0, stayError: 0 };

/** A forecast for one moment, what was when it was made, and what came. */
export interface Outcome {
	readonly p10: number;
	readonly p50: number;
	readonly p90: number;
	readonly then: number;
	readonly truth: number;
}

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

export function plus(a: ScoreSums, b: ScoreSums): ScoreSums {
	return {
		count: a.count + b.count,
		inside: a.inside + b.inside,
		pinball: a.pinball + b.pinball,
		error: a.error + b.error,
		stayError: a.stayError + b.stayError
	};
}

/** From fewer truths nothing is claimed. */
export const LEAST_TRUTHS = 30;
/** What p10–p90 promises. */
export const COVERAGE_GOAL_PERCENT = 80;
/** Coverage this near to the promise is called right. */
export const RIGHT_WITHIN_POINTS = 4;
/**
 * And this near in a single hour: with the rise and fall of a day's load the hours of a good forecaster differ by ten points,
 * while bands of half their width lose thirty.
 */
export const HOUR_RIGHT_WITHIN_POINTS = 12;

/** What the sums allow to say. */
export interface Claim {
	readonly count: number;
	/** Share of truths within p10–p90. */
	readonly coveragePercent: number;
	readonly pinball: number;
	readonly error: number;
	/** 1 − error ÷ error of "it stays as it is": 0 is no better, 1 perfect; absent where nothing ever moved. */
	readonly skill?: number;
}

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
