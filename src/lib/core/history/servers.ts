import * as z from 'zod/mini';
import { duration, instant, wholeNumber, score } from '../json/schema.ts';
import { windowSchema } from './range.ts';

/** One server over a window. Times at a level in ms, over what was watched. */
export const serverPastSchema = z.object({
	server: z.string(),
	profile: z.string(),
	meanRisk: score,
	highestRisk: score,
	lastRisk: score,
	/** When the last minute or hour began in which it was seen. */
	lastAt: instant,
	criticalMs: duration,
	warningMs: duration,
	degradedMs: duration,
	healthyMs: duration,
	/** Times outside `healthy` of which any lies in the window. */
	alerts: wholeNumber
});
export type ServerPast = z.infer<typeof serverPastSchema>;

export const serversSchema = z.object({
	window: windowSchema,
	servers: z.array(serverPastSchema)
});
export type Servers = z.infer<typeof serversSchema>;
