import * as z from 'zod/mini';
import { duration, instant } from '../json/schema.ts';
import { problemSchema } from './problem.ts';

/**
 * connecting: no answer yet. warming: too little data to forecast well. live: all is right. feed-silent: the daemon
 * answers, but nothing feeds it. degraded: the last answer failed or was of no use, the data are still in date.
 * down: no good answer for 2.5 ticks, or the key is refused.
 */
export const DAEMON_STATES = [
	'connecting',
	'warming',
	'live',
	'feed-silent',
	'degraded',
	'down'
] as const;
export type DaemonState = (typeof DAEMON_STATES)[number];

/** The event `daemon`. `since` is when this state began; `dataAt` when the feed behind the daemon last moved. */
export const daemonHealthSchema = z.object({
	state: z.enum(DAEMON_STATES),
	stale: z.boolean(),
	since: instant,
	problem: z.optional(problemSchema),
	goodAt: z.optional(instant),
	dataAt: z.optional(instant),
	retryAt: z.optional(instant)
});
export type DaemonHealth = z.infer<typeof daemonHealthSchema>;

/** The event `warmup`, a channel of its own. `progressPercent` moves smoothly; `ready` of `total` counts servers. */
export const warmupSchema = z.object({
	phase: z.enum(['collecting', 'ready']),
	progressPercent: z.number().check(z.gte(0), z.lte(100)),
	ready: z.optional(z.int()),
	total: z.optional(z.int()),
	message: z.string(),
	remainingMs: z.optional(duration)
});
export type Warmup = z.infer<typeof warmupSchema>;

/** The event `notice`: what the server wants viewers to know about itself. */
export const noticeSchema = z.object({
	kind: z.enum(['restart', 'new-version', 'goodbye']),
	detail: z.string(),
	version: z.optional(z.string()),
	problem: z.optional(problemSchema)
});
export type Notice = z.infer<typeof noticeSchema>;
