import * as z from 'zod/mini';
import { windowSchema, type RangeId, type RangeQuestion } from '../history/range.ts';
import { duration, instant, wholeNumber } from '../json/schema.ts';
import { alertRecordSchema } from './alert-record.ts';
import { hourRecordSchema } from './hours.ts';
import { scoreSumsSchema } from './score.ts';

/** The horizon that servers are compared at and drift is looked for at: 30 minutes at 5 a step. */
export const REFERENCE_STEP = 6;

/** A day has every hour of use in it. */
export const USUAL_ACCURACY_RANGE: RangeId = '1d';

export interface AccuracyQuestion extends RangeQuestion {
	/** Only servers of this profile. */
	readonly profile?: string;
}

/** How forecasts of a step and metric did. */
const stepScoreSchema = z.object({ step: wholeNumber, metric: z.string(), sums: scoreSumsSchema });

/** How well forecasts did over a window of hours. */
export const accuracySchema = z.object({
	window: windowSchema,
	/** How long one step of a forecast is said to be; absent while none was kept. */
	stepMs: z.optional(duration),
	/** Of every step and metric that has met an actual value. */
	scores: z.array(stepScoreSchema),
	/** The same of the newest hour that can tell anything: a day of good hours hides a bad one. It may not be over. */
	newest: z.optional(z.object({ at: instant, scores: z.array(stepScoreSchema) })),
	/** Of each hour at the reference step. */
	hours: z.array(hourRecordSchema),
	/** The servers with the least coverage at the reference step, the worst first. */
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

/** What had been forecast for moments that have come, and what came; `truth`, the actual value, is absent where nobody looked. */
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

/** What was forecast for one server at one time, at the few steps that are kept; undefined when nothing that old is kept. */
export interface SampleQuestion {
	readonly server: string;
	readonly at: number;
}
