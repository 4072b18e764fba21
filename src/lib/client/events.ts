import type { Freshness, Link } from '#core/freshness.ts';
import type { JsonObject } from '#core/json/json.ts';
import type { DaemonHealth, Notice, Warmup } from '#core/protocol/daemon.ts';
import type { Joined } from '#core/protocol/messages.ts';
import type { Problem } from '#core/protocol/problem.ts';
import type { Topic } from '#core/protocol/topic.ts';
import type { Malformed } from './arrival.ts';
import type { Gap } from './replica.ts';
import type { Update } from './update.ts';

/** What a fleet client tells, by name: `client.on('tick', (update) => …)`. */
export interface FleetEvents {
	/** A topic's state, each time it is another; undefined when it is no longer vouched for. */
	topic: [topic: Topic, state: JsonObject | undefined];
	/** Something came, be it a sign of life. The update is that of the states held, which a slow cadence lets grow old. */
	tick: [update: Update];
	daemon: [health: DaemonHealth];
	warmup: [warmup: Warmup];
	notice: [notice: Notice];
	/** The problem where the server named one; with `refused` it always has, and its cure says what to do. */
	link: [link: Link, problem?: Problem];
	freshness: [freshness: Freshness];
	/** What came did not lead on from what is held; a new join is on its way. */
	gap: [gap: Gap];
	malformed: [malformed: Malformed];
	/** A join was answered: the server's own words on how often to expect what, and which version it is. */
	joined: [joined: Joined];
	/** The client was closed: nothing more is told. */
	closed: [];
}

/** All in milliseconds: how often states come, how often anything comes, how often the daemon is asked. */
export interface Timing {
	readonly everyMs: number;
	readonly beatMs: number;
	readonly tickMs: number;
}
