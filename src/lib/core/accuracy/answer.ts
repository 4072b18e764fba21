import * as z from 'zod/mini';
import { heldSumsSchema } from '../borne-out/judge.ts';
import { windowSchema, type RangeId, type RangeQuestion } from '../history/range.ts';
import { duration, instant, wholeNumber } from '../json/schema.ts';
import { alertRecordSchema } from './alert-record.ts';
import { hourRecordSchema } from './hours.ts';
import { scoreSumsSchema } from './score.ts';

/** The horizon at which servers are compared and drift is detected: 30 minutes at 5 minutes a step. */
export const REFERENCE_STEP = 6;

/** A day covers every hour of use. */
export const USUAL_ACCURACY_RANGE: RangeId = '1d';

export interface AccuracyQuestion extends RangeQuestion {
	/** Only servers of this profile. */
	readonly profile?: string;
}

/** Scores of the forecasts of one step and metric. */
const stepScoreSchema = z.object({
	step: wholeNumber,
	metric: z.string(),
	sums: scoreSumsSchema,
	/** Of those that were corrected when they were made. */
	held: z.optional(heldSumsSchema)
});

/** Scores of the forecasts over a window of hours. */
export const accuracySchema = z.object({
	window: windowSchema,
	/** Length of one forecast step; absent while no forecast was kept. */
	stepMs: z.optional(duration),
	/** Scores of every step and metric that has been compared with an actual value. */
	scores: z.array(stepScoreSchema),
	/** Scores of the newest hour with enough data, which may not be over: a day of good hours would hide a bad one. */
	newest: z.optional(z.object({ at: instant, scores: z.array(stepScoreSchema) })),
	/** Scores of each hour at the reference step. */
	hours: z.array(hourRecordSchema),
	/** The servers with the lowest coverage at the reference step, worst first. */
	worst: z.array(z.object({ server: z.string(), count: wholeNumber, inside: wholeNumber })),
	alerts: alertRecordSchema,
	profiles: z.array(z.string())
});
export type Accuracy = z.infer<typeof accuracySchema>;

export interface PastForecastQuestion extends RangeQuestion {
	readonly server: string;
	readonly metric: string;
	readonly step: number;
}

/** Forecasts for moments that have passed, with the actual value; `truth` is absent where nothing was measured. */
export const pastForecastSchema = z.object({
	window: windowSchema,
	points: z.array(
		z.object({
			at: instant,
			p10: z.number(),
			p50: z.number(),
			p90: z.number(),
			truth: z.optional(z.number())
		})
	)
});
export type PastForecast = z.infer<typeof pastForecastSchema>;

/**
 * What was forecast for one server at one time, at the few steps that are kept; undefined when nothing that old is
 * kept.
 */
export interface SampleQuestion {
	readonly server: string;
	readonly at: number;
}
