import * as z from 'zod/mini';
import { duration, instant, wholeNumber } from '../json/schema.ts';

/** One poll: how long the daemon took, how large its answer was, and what was published until the next. */
export const roundFactsSchema = z.object({
	tick: wholeNumber,
	at: instant,
	ok: z.boolean(),
	tookMs: z.exactOptional(duration),
	daemonBytes: z.exactOptional(wholeNumber),
	/** Bytes of the encoded tick packets, counted once per room. */
	patchBytes: wholeNumber,
	/** How often such a packet was sent to a viewer. */
	deliveries: wholeNumber,
	/** Viewers connected when the answer arrived; those of a slower cadence get theirs later. */
	viewers: wholeNumber
});
export type RoundFacts = z.infer<typeof roundFactsSchema>;

const versions = z.object({ fleetcast: z.string(), node: z.string(), protocol: wholeNumber });

/** Topic `diagnostics`: the state of Fleetcast itself. Addresses have no user, password, path or query. */
export const diagnosticsSchema = z.object({
	versions,
	startedAt: instant,
	daemon: z.object({
		/** Scheme, host and port; absent for the embedded daemon. */
		address: z.exactOptional(z.string()),
		embedded: z.boolean(),
		/** Records of all servers that the daemon holds. */
		windowSize: z.exactOptional(wholeNumber),
		tickCount: z.exactOptional(wholeNumber),
		servers: z.exactOptional(wholeNumber),
		metrics: z.exactOptional(wholeNumber),
		steps: z.exactOptional(wholeNumber)
	}),
	/** The newest completed polls, oldest first. */
	rounds: z.array(roundFactsSchema),
	viewers: wholeNumber,
	rooms: wholeNumber,
	/** Viewers that have not read the last packet yet: they get the newest state when they read again. */
	stalled: wholeNumber,
	/** The watched topics: the fleet's, then those of single servers, of which only the first are named. */
	topics: z.array(z.string()),
	topicCount: wholeNumber,
	/** Event-loop delay of the serving thread since the last measurement, in ms; absent before the first. */
	loopDelay: z.exactOptional(z.object({ p50Ms: duration, p99Ms: duration, mostMs: duration })),
	memory: z.object({ residentMb: z.number(), heapMb: z.number() }),
	/**
	 * Parts of answers that were malformed or beyond the bounds, each listed once, newest first. `parts`: how many, if
	 * more than one.
	 */
	setAside: z.array(
		z.object({ path: z.string(), reason: z.string(), parts: z.exactOptional(wholeNumber) })
	),
	/** When and why the daemon began to fail, newest first. */
	problems: z.array(z.object({ at: instant, kind: z.string(), detail: z.string() }))
});
export type DiagnosticsState = z.infer<typeof diagnosticsSchema>;
