import * as z from 'zod/mini';
import { instant, wholeNumber } from '../json/schema.ts';
import { unavailableSchema } from './unavailable.ts';

const fraction = z.number().check(z.gte(0), z.lte(1));

/** One metric that was anomalous on several servers at once. `severity` is the daemon's word. */
export const comovementSchema = z.object({
	metric: z.string(),
	servers: z.array(z.string()),
	severity: z.string()
});
export type Comovement = z.infer<typeof comovementSchema>;

/**
 * `at` in ms since 1970 by Fleetcast's clock: the daemon's own times have no zone, but their differences need none.
 */
export const cascadeEventSchema = z.object({
	at: instant,
	correlation: fraction,
	servers: z.array(z.string()),
	metrics: z.array(comovementSchema)
});
export type CascadeEvent = z.infer<typeof cascadeEventSchema>;

/**
 * Topic `cascade-events`: correlated anomalies now and recently (newest first), and the thresholds that define them.
 */
export const cascadeEventsSchema = z.union([
	unavailableSchema,
	z.object({
		offered: z.literal(true),
		/** When it was read, while the next answer is overdue. */
		asOf: z.exactOptional(instant),
		/** Absent while the daemon cannot tell yet. */
		detected: z.exactOptional(z.boolean()),
		/** Why there is no verdict, in the daemon's words. */
		reason: z.exactOptional(z.string()),
		now: z.array(comovementSchema),
		recommendations: z.array(z.string()),
		events: z.array(cascadeEventSchema),
		eventCount: wholeNumber,
		trackedServers: z.exactOptional(wholeNumber),
		trackedMetrics: z.array(z.string()),
		windowSize: z.exactOptional(wholeNumber),
		thresholds: z.object({
			correlation: z.exactOptional(z.number()),
			servers: z.exactOptional(z.number()),
			anomalyZScore: z.exactOptional(z.number())
		})
	})
]);
export type CascadeEventsState = z.infer<typeof cascadeEventsSchema>;
