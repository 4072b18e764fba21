import * as z from 'zod/mini';
import { dictionaryOf, instant, wholeNumber } from '../json/schema.ts';

/** One metric, or two, of 25 digits each. */
export const OUTLOOK_DIGITS = /^(\d{25}){1,2}$/;

/**
 * Topic `outlook`: server → the digits of the metric that breaks first, read by `unpackOutlook`; twice as many where
 * another metric follows. A missing server is over no limit, and its chance of being over one stays at about 10 % or
 * below.
 */
export const outlookSchema = dictionaryOf(z.string().check(z.regex(OUTLOOK_DIGITS)));
export type OutlookState = z.infer<typeof outlookSchema>;

/** Step from 1 up → the count from that step on, until the next one named; 0 before the first. */
export const stepCountsSchema = dictionaryOf(wholeNumber);
export type StepCounts = z.infer<typeof stepCountsSchema>;

/** How many servers are over a warning limit along time. */
export const overAlongTimeSchema = z.object({
	servers: wholeNumber,
	now: wholeNumber,
	/** By p50. */
	likely: stepCountsSchema,
	/** By p90. */
	possible: stepCountsSchema,
	/** Over one at any time from now to each of OUTLOOK_STEPS. */
	likelyWithin: z.array(wholeNumber),
	possibleWithin: z.array(wholeNumber)
});
export type OverAlongTime = z.infer<typeof overAlongTimeSchema>;

/** Since when a metric has been over its limit. `atLeast`: its beginning was not seen. */
export const overSinceSchema = z.object({
	at: instant,
	atLeast: z.exactOptional(z.literal(true))
});
export type OverSince = z.infer<typeof overSinceSchema>;

/**
 * Topic `outlook-fleet`: servers over a limit along time, all of them and by profile, of which the 20 largest. `overSince`:
 * server → since when the metric that its outlook is about has been over its limit; none of a silent server.
 */
export const outlookFleetSchema = z.object({
	all: overAlongTimeSchema,
	profiles: dictionaryOf(overAlongTimeSchema),
	overSince: z.exactOptional(dictionaryOf(overSinceSchema)),
	/** Metric → the profiles of which chances and crossings are by the band as borne out; of the others by that as told. */
	borneOut: z.exactOptional(dictionaryOf(z.array(z.string())))
});
export type OutlookFleetState = z.infer<typeof outlookFleetSchema>;
