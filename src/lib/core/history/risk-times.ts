import * as z from 'zod/mini';
import { duration } from '../json/schema.ts';
import { windowSchema } from './range.ts';

/**
 * How long servers were in each tier of risk over a window: a server's mean risk of each minute or hour, at the resolution
 * of the range, decides the tier for all of it. One hour of two servers counts as two hours.
 */
export const riskTimesSchema = z.object({
	window: windowSchema,
	/** How much time has data; gaps do not count. */
	keptMs: duration,
	highServerMs: duration,
	mediumServerMs: duration
});
export type RiskTimes = z.infer<typeof riskTimesSchema>;
