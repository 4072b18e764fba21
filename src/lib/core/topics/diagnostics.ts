import * as z from 'zod/mini';
import { duration, instant, ordinal } from '../schema.ts';

/** One round: how long the daemon took, how large its answer was, and what of it was published. */
export const roundFactsSchema = z.object({
	tick: ordinal,
	at: instant,
	ok: z.boolean(),
	tookMs: z.optional(duration),
	daemonBytes: z.optional(ordinal),
	/** All that went to viewers in this round: each room's packet once. */
	patchBytes: ordinal,
	/** Packets handed to viewers, and how many viewers got one. */
	deliveries: ordinal,
	viewers: ordinal
});
export type RoundFacts = z.infer<typeof roundFactsSchema>;

const versions = z.object({ fleetcast: z.string(), node: z.string(), protocol: ordinal });

/** Topic `diagnostics`: how Fleetcast itself does. Addresses bear no user, password or query. */
export const diagnosticsSchema = z.object({
	versions,
	startedAt: instant,
	daemon: z.object({
		/** Scheme, host and port; absent for the embedded daemon. */
		address: z.optional(z.string()),
		embedded: z.boolean(),
		windowSize: z.optional(ordinal),
		tickCount: z.optional(ordinal),
		servers: z.optional(ordinal),
		metrics: z.optional(ordinal),
		steps: z.optional(ordinal)
	}),
	/** The newest rounds, oldest first. */
	rounds: z.array(roundFactsSchema),
	viewers: ordinal,
	rooms: ordinal,
	stalled: ordinal,
	topics: z.array(z.string()),
	/** The serving thread's event-loop delay since the last look, in ms. */
	loopDelay: z.object({ p50Ms: duration, p99Ms: duration, mostMs: duration }),
	memory: z.object({ residentMb: z.number(), heapMb: z.number() }),
	/** The newest first. */
	setAside: z.array(z.object({ path: z.string(), reason: z.string() })),
	problems: z.array(z.object({ at: instant, kind: z.string(), detail: z.string() }))
});
export type DiagnosticsState = z.infer<typeof diagnosticsSchema>;
