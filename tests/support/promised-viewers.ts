import type { FleetClient } from '#client/fleet-client.ts';
import { beatMs, silenceAllowedMs } from '#core/freshness.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { newest, type Ledger } from '../../server/state/ledger.ts';

/** The fault between a viewer and the server, and since when; monotonic. */
export interface Wire {
	readonly cloggedSince?: number | undefined;
	readonly downSince?: number | undefined;
}

export interface PromisedViewer {
	readonly client: FleetClient;
	readonly topics: readonly Topic[];
	/** As the server last granted it: a cadence requested over a dead line has no effect. */
	readonly servedEveryMs: number;
	readonly wire: Wire;
}

/** The promises that were broken. */
export interface BrokenPromise {
	readonly what: string;
	readonly found: number;
	readonly allowed: number;
}

/** Remembers when each state that was published was last true, and holds what viewers say of their age against it. */
export class AgePromise {
	readonly broken: BrokenPromise[] = [];
	/** How many moments of a viewer were looked at, and in how many of them it said that it is live. */
	readonly looked = { moments: 0, live: 0 };
	readonly #trueAt = new Map<string, number>();
	readonly #tickMs: number;
	readonly #wayMs: number;

	/** @param wayMs what a packet may be on its way unnoticed */
	constructor(tickMs: number, wayMs: number) {
		this.#tickMs = tickMs;
		this.#wayMs = wayMs;
	}

	/** The newest states are as the daemon's newest answer, which was measured then, by the wall clock. */
	published(ledger: Ledger, measuredAt: number): void {
		for (const topic of ledger.keys()) {
			const state = newest(ledger, topic);
			if (state) this.#trueAt.set(nameOf(topic, state), measuredAt);
		}
	}

	/**
	 * At this moment, of everything on a viewer's screen. `now`: monotonic. `staleToldAt`: when the server that is there told
	 * that the daemon is silent, by its wall clock; undefined while it is not.
	 */
	look(viewer: PromisedViewer, now: number, staleToldAt: number | undefined): void {
		const { client, topics } = viewer;
		this.looked.moments++;
		const { update } = client;
		const shownMs = client.ageMs();
		for (const topic of update && shownMs !== undefined ? topics : []) {
			const held = client.revision(topic);
			const trueAt = held && this.#trueAt.get(nameOf(topic, held));
			if (trueAt === undefined || !update || shownMs === undefined) continue;
			// How long the packet was on its way depends on the machine: from its arrival on no age may be lost.
			const trueMs = update.at - trueAt + (now - update.arrivedAt);
			this.#expect('the age shown is no less than the true one', trueMs, shownMs);
		}
		const { cloggedSince, downSince } = viewer.wire;
		if (client.freshness.kind !== 'live') return;
		this.looked.live++;
		const since = Math.min(cloggedSince ?? Infinity, downSince ?? Infinity);
		const beat = beatMs(viewer.servedEveryMs, this.#tickMs);
		this.#expect(
			'a viewer that nothing reaches is stale in time',
			now - since,
			silenceAllowedMs(beat, this.#tickMs) + this.#wayMs
		);
		// A connection keeps the order: a viewer that holds a later tick has received the report.
		const heardOf = staleToldAt !== undefined && (client.update?.at ?? -Infinity) > staleToldAt;
		this.#expect('nobody is live who has been told that the daemon is silent', heardOf ? 1 : 0, 0);
	}

	#expect(what: string, found: number, allowed: number): void {
		if (found > allowed) this.broken.push({ what, found, allowed });
	}
}

function nameOf(topic: Topic, { epoch, seq }: { epoch: string; seq: number }): string {
	return `${topic} ${epoch} ${seq}`;
}
