import * as z from 'zod/mini';
import { duration, instant } from '../json/schema.ts';
import { openWords } from './open-words.ts';
import { problemSchema } from './problem.ts';

/**
 * connecting: no response yet. warming: too little data to forecast well. live: all is well. feed-silent: the daemon
 * responds but receives no metrics. degraded: the last response failed or was unusable, the data are still current.
 * down: no good response for 2.5 ticks, or the key is refused.
 */
const DAEMON_STATES = ['connecting', 'warming', 'live', 'feed-silent', 'degraded', 'down'] as const;
export type DaemonState = (typeof DAEMON_STATES)[number];

/**
 * The event `daemon`. A state that a later version adds is read as `degraded`: `stale` says whether the data can be
 * trusted. `since`: when this state began; `dataAt`: when the feed behind the daemon last moved; `measuredAt`: when the
 * newest states were measured, which does not advance while answers fail. `tickMs` is present while a slow daemon lengthens
 * the tick.
 */
export const daemonHealthSchema = z.object({
	state: openWords(DAEMON_STATES, 'degraded'),
	stale: z.boolean(),
	since: instant,
	problem: z.optional(problemSchema),
	goodAt: z.optional(instant),
	dataAt: z.optional(instant),
	measuredAt: z.optional(instant),
	tickMs: z.optional(duration),
	retryAt: z.optional(instant)
});
export type DaemonHealth = z.infer<typeof daemonHealthSchema>;

/** The event `warmup`, a separate channel. `progressPercent` moves smoothly; `ready` of `total` counts servers. */
export const warmupSchema = z.object({
	phase: openWords(['collecting', 'ready'], 'collecting'),
	progressPercent: z.number().check(z.gte(0), z.lte(100)),
	ready: z.optional(z.int()),
	total: z.optional(z.int()),
	message: z.string(),
	remainingMs: z.optional(duration)
});
export type Warmup = z.infer<typeof warmupSchema>;

/**
 * The event `notice`: what viewers should know about the server itself. The server sends `goodbye`; a page creates
 * `new-version` itself, from the version in the answer to a join. A later kind is read as `other`, and its detail shown.
 */
export const noticeSchema = z.object({
	kind: openWords(['goodbye', 'new-version', 'other'], 'other'),
	detail: z.string(),
	version: z.optional(z.string()),
	problem: z.optional(problemSchema)
});
export type Notice = z.infer<typeof noticeSchema>;
