import type { Freshness, Link } from '#core/freshness.ts';
import type { JsonObject } from '#core/json/json.ts';
import type { DaemonHealth, Notice, Warmup } from '#core/protocol/daemon.ts';
import type { Joined } from '#core/protocol/messages.ts';
import type { Problem } from '#core/protocol/problem.ts';
import type { Topic } from '#core/protocol/topic.ts';
import type { Malformed } from './arrival.ts';
import type { Gap } from './replica.ts';
import type { Update } from './update.ts';

/** The events of a fleet client, by name: `client.on('tick', (update) => …)`. */
export interface FleetEvents {
	/** A topic's new state; undefined when the last one is no longer valid. */
	topic: [topic: Topic, state: JsonObject | undefined];
	/** A packet arrived, possibly only a heartbeat. The update is that of the states held, which age at a slow cadence. */
	tick: [update: Update];
	daemon: [health: DaemonHealth];
	warmup: [warmup: Warmup];
	notice: [notice: Notice];
	/** The problem where the server named one; `refused` always has one, and its cure says what to do. */
	link: [link: Link, problem?: Problem];
	freshness: [freshness: Freshness];
	/** A packet did not continue the state held; the client is joining again. */
	gap: [gap: Gap];
	malformed: [malformed: Malformed];
	/** A join was answered: the server's intervals and its version. */
	joined: [joined: Joined];
	/** The client was closed: no event follows. */
	closed: [];
}

/** In milliseconds: how often states come, how often anything comes, how often the daemon is polled. */
export interface Timing {
	readonly everyMs: number;
	readonly beatMs: number;
	readonly tickMs: number;
}
