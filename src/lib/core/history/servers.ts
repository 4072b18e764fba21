import * as z from 'zod/mini';
import { duration, instant, wholeNumber, score } from '../json/schema.ts';
import { windowSchema } from './range.ts';

/** One server over a window. Times at a level in ms, as far as it was tracked. */
const serverPastSchema = z.object({
	server: z.string(),
	profile: z.string(),
	meanRisk: score,
	highestRisk: score,
	lastRisk: score,
	/** Start of the last minute or hour with data. */
	lastAt: instant,
	criticalMs: duration,
	warningMs: duration,
	degradedMs: duration,
	healthyMs: duration,
	/** How many episodes outside `healthy` overlap the window. */
	alerts: wholeNumber
});
export type ServerPast = z.infer<typeof serverPastSchema>;

export const serversSchema = z.object({
	window: windowSchema,
	servers: z.array(serverPastSchema)
});
export type Servers = z.infer<typeof serversSchema>;
