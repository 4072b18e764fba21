import * as z from 'zod/mini';
import { duration } from '../json/schema.ts';
import { windowSchema } from './range.ts';

/**
 * How long servers were at each tier of risk over a window: a server's mean risk of each minute or hour, as finely as the
 * range is kept, decides the tier of all of it. One hour of two servers is two hours.
 */
export const riskTimesSchema = z.object({
	window: windowSchema,
	/** For how long there is any account; gaps do not count. */
	keptMs: duration,
	highServerMs: duration,
	mediumServerMs: duration
});
export type RiskTimes = z.infer<typeof riskTimesSchema>;
