import * as z from 'zod/mini';
import { LEVELS } from '../levels.ts';
import { duration, instant, ordinal } from '../schema.ts';
import { windowSchema } from './range.ts';

/**
 * What went on in a window. An alert is the time of one server outside `healthy`, however often its level changed; it counts
 * where any of it lies in the window. Percent 0–100, durations in ms.
 */
export const historySummarySchema = z.object({
	window: windowSchema,
	/** Since when minutes are kept; undefined while none is. */
	keptFrom: z.optional(instant),
	alerts: ordinal,
	/** By the most urgent level each alert had. */
	byLevel: z.object({ critical: ordinal, warning: ordinal, degraded: ordinal }),
	resolved: ordinal,
	/** Not over at the end of the window. */
	open: ordinal,
	/** Lost sight of before they were over: counted as neither. */
	lost: ordinal,
	/** Resolved of those whose end is known or still to come; absent where there were none. */
	resolutionPercent: z.optional(z.number()),
	/** Over the resolved whose beginning was watched; absent where there were none. */
	meanResolveMs: z.optional(duration),
	serversAffected: ordinal
});
export type HistorySummary = z.infer<typeof historySummarySchema>;

/** The levels an alert can have. */
export const ALERT_LEVELS = LEVELS.filter((level) => level !== 'healthy');
