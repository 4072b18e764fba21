import * as z from 'zod/mini';
import { instant, wholeNumber, score } from '../json/schema.ts';

/** How much a metric drove the forecast, by the daemon's measure: comparable within one answer only. */
export const importanceSchema = z.object({
	metric: z.string(),
	impact: z.number(),
	direction: z.string(),
	/** 0–3 */
	stars: wholeNumber,
	explanation: z.exactOptional(z.string())
});
export type Importance = z.infer<typeof importanceSchema>;

/** A period of the past that the forecast relied on: its share of the total weight, and which records, oldest 0. */
export const attentionPeriodSchema = z.object({
	period: z.string(),
	sharePercent: z.number(),
	importance: z.string(),
	from: wholeNumber,
	to: wholeNumber
});
export type AttentionPeriod = z.infer<typeof attentionPeriodSchema>;

/** What-if: the CPU in use that an action would bring (percent), and the change in points (negative is better). */
export const whatIfSchema = z.object({
	scenario: z.string(),
	action: z.string(),
	cpuPercent: z.number(),
	changePoints: z.number(),
	safe: z.boolean(),
	/** 0–1 */
	confidence: z.number(),
	effort: z.string(),
	risk: z.string(),
	/** The resulting risk score and its change in points, where the daemon computes them. */
	scoreAfter: z.exactOptional(score),
	scoreChange: z.exactOptional(z.number())
});
export type WhatIf = z.infer<typeof whatIfSchema>;

/**
 * Topic `explain/<name>`. `explained: false` where the daemon cannot explain this server now, with its reason in words.
 * `method` and `weightsMethod` are the daemon's names of its methods.
 */
export const explanationSchema = z.union([
	z.object({ explained: z.literal(false), reason: z.string() }),
	z.object({
		explained: z.literal(true),
		/** When it was requested, in ms since 1970. */
		at: instant,
		score: z.exactOptional(score),
		dataPoints: z.exactOptional(wholeNumber),
		importance: z.array(importanceSchema),
		summary: z.exactOptional(z.string()),
		method: z.exactOptional(z.string()),
		periods: z.array(attentionPeriodSchema),
		/** One weight per record, oldest first; they sum to 1. */
		weights: z.array(z.number()),
		weightsSummary: z.exactOptional(z.string()),
		weightsMethod: z.exactOptional(z.string()),
		/** How many minutes one weight covers, where the daemon says so. */
		weightMinutes: z.exactOptional(z.number()),
		whatIfs: z.array(whatIfSchema),
		/** What `cpuPercent` is, where the daemon says so: which quantile, over which time. */
		whatIfsMethod: z.exactOptional(z.string())
	})
]);
export type ExplanationState = z.infer<typeof explanationSchema>;
