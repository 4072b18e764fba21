import * as z from 'zod/mini';
import { windowSchema, type RangeQuestion } from '../history/range.ts';
import { duration, instant, wholeNumber } from '../json/schema.ts';
import { alertRecordSchema } from './alert-record.ts';
import { scoreSumsSchema } from './score.ts';

/** The horizon that servers are compared at and drift is looked for at: 30 minutes at 5 a step. */
export const REFERENCE_STEP = 6;

export interface AccuracyQuestion extends RangeQuestion {
	/** Only servers of this profile. */
	readonly profile?: string;
}

/** How well forecasts did over a window; by hour, so that the window begins and ends with one. */
export const accuracySchema = z.object({
	window: windowSchema,
	/** How long one step of a forecast is said to be; absent while none was kept. */
	stepMs: z.optional(duration),
	/** Of every step and metric that has met a truth. */
	scores: z.array(z.object({ step: wholeNumber, metric: z.string(), sums: scoreSumsSchema })),
	/** Of each hour at the reference step, all metrics together. */
	hours: z.array(z.object({ at: instant, sums: scoreSumsSchema })),
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

/** What had been forecast for moments that have come, and what came; `truth` is absent where nobody looked. */
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
