import * as z from 'zod/mini';
import { duration, instant, wholeNumber } from '../json/schema.ts';

/** One round: how long the daemon took, how large its answer was, and what of it was published until the next. */
export const roundFactsSchema = z.object({
	tick: wholeNumber,
	at: instant,
	ok: z.boolean(),
	tookMs: z.optional(duration),
	daemonBytes: z.optional(wholeNumber),
	/** The tick packets as encoded, each room's once, however many viewers got it. */
	patchBytes: wholeNumber,
	/** How often such a packet was handed to a viewer. */
	deliveries: wholeNumber,
	/** Viewers connected when the answer came; those of a slower cadence take theirs later. */
	viewers: wholeNumber
});
export type RoundFacts = z.infer<typeof roundFactsSchema>;

const versions = z.object({ fleetcast: z.string(), node: z.string(), protocol: wholeNumber });

/** Topic `diagnostics`: how Fleetcast itself does. Addresses bear no user, password, path or query. */
export const diagnosticsSchema = z.object({
	versions,
	startedAt: instant,
	daemon: z.object({
		/** Scheme, host and port; absent for the embedded daemon. */
		address: z.optional(z.string()),
		embedded: z.boolean(),
		/** Records that the daemon holds of all servers together. */
		windowSize: z.optional(wholeNumber),
		tickCount: z.optional(wholeNumber),
		servers: z.optional(wholeNumber),
		metrics: z.optional(wholeNumber),
		steps: z.optional(wholeNumber)
	}),
	/** The newest rounds that are over, oldest first. */
	rounds: z.array(roundFactsSchema),
	viewers: wholeNumber,
	rooms: wholeNumber,
	/** Viewers that have not yet taken the last packet: they get the newest state when they read again. */
	stalled: wholeNumber,
	/** What is watched now: the fleet's topics, then those of single servers, of which only the first are named. */
	topics: z.array(z.string()),
	topicCount: wholeNumber,
	/** The serving thread's event-loop delay since the last look, in ms; absent until it was measured. */
	loopDelay: z.optional(z.object({ p50Ms: duration, p99Ms: duration, mostMs: duration })),
	memory: z.object({ residentMb: z.number(), heapMb: z.number() }),
	/** Parts of answers that were malformed or too much, each once, the newest first. `parts`: how many, where not one. */
	setAside: z.array(
		z.object({ path: z.string(), reason: z.string(), parts: z.optional(wholeNumber) })
	),
	/** When the daemon began to fail and why, the newest first. */
	problems: z.array(z.object({ at: instant, kind: z.string(), detail: z.string() }))
});
export type DiagnosticsState = z.infer<typeof diagnosticsSchema>;
