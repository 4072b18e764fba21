import * as z from 'zod/mini';
import { instant, wholeNumber, score } from '../json/schema.ts';

/** How much a metric drove the forecast, by the daemon's own measure: comparable within one answer only. */
export const importanceSchema = z.object({
	metric: z.string(),
	impact: z.number(),
	direction: z.string(),
	/** 0–3 */
	stars: wholeNumber,
	explanation: z.optional(z.string())
});
export type Importance = z.infer<typeof importanceSchema>;

/** A stretch of the past that the forecast leaned on: its share of all weight, and which records, oldest 0. */
export const attentionPeriodSchema = z.object({
	period: z.string(),
	sharePercent: z.number(),
	importance: z.string(),
	from: wholeNumber,
	to: wholeNumber
});
export type AttentionPeriod = z.infer<typeof attentionPeriodSchema>;

/** What if: the CPU in use that an action would bring (percent), and its change in points (negative is better). */
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
	/** The risk score that it would bring, and its change in points, where the daemon works them out. */
	scoreAfter: z.optional(score),
	scoreChange: z.optional(z.number())
});
export type WhatIf = z.infer<typeof whatIfSchema>;

/**
 * Topic `explain/<name>`. `explained: false` where the daemon cannot explain this server now, with its reason in words.
 * `method` and `weightsMethod` are what the daemon calls its methods.
 */
export const explanationSchema = z.union([
	z.object({ explained: z.literal(false), reason: z.string() }),
	z.object({
		explained: z.literal(true),
		/** When it was asked, ms since 1970. */
		at: instant,
		score: z.optional(score),
		dataPoints: z.optional(wholeNumber),
		importance: z.array(importanceSchema),
		summary: z.optional(z.string()),
		method: z.optional(z.string()),
		periods: z.array(attentionPeriodSchema),
		/** Of each record, oldest first; they sum to 1. */
		weights: z.array(z.number()),
		weightsSummary: z.optional(z.string()),
		weightsMethod: z.optional(z.string()),
		/** How much of the past one weight stands for, where the daemon says so. */
		weightMinutes: z.optional(z.number()),
		whatIfs: z.array(whatIfSchema),
		/** What `cpuPercent` is, where the daemon says so: of which quantile, over which time. */
		whatIfsMethod: z.optional(z.string())
	})
]);
export type ExplanationState = z.infer<typeof explanationSchema>;
