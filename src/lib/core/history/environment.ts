import * as z from 'zod/mini';
import { instant, wholeNumber, score } from '../json/schema.ts';
import { windowSchema } from './range.ts';

const mean = z.number().check(z.gte(0));

/** The fleet over one step of a window: means over its ticks, counts per level to 0.1. */
const environmentPointSchema = z.object({
	/** Start of the step. */
	at: instant,
	/** How many ticks it was computed from. */
	ticks: wholeNumber,
	critical: mean,
	warning: mean,
	degraded: mean,
	healthy: mean,
	/** Percent, absent when the daemon sent none. */
	risk30m: z.optional(score),
	risk8h: z.optional(score),
	meanRisk: z.optional(score),
	/** The highest of any server in any tick. */
	highestRisk: z.optional(score)
});
export type EnvironmentPoint = z.infer<typeof environmentPointSchema>;

/** Steps without data are left out. */
export const environmentSchema = z.object({
	window: windowSchema,
	points: z.array(environmentPointSchema)
});
export type Environment = z.infer<typeof environmentSchema>;
