import type { JsonObject } from '#core/json/json.ts';
import type { DaemonHealth } from '#core/protocol/daemon.ts';
import type { Joined, Revision, Tick } from '#core/protocol/messages.ts';
import type { Seed } from '#core/protocol/seed.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { arriveSnapshot, type TopicSnapshot } from './arrival.ts';
import { retain, withGrant, withPatch, withSnapshot, type Gap, type Replica } from './replica.ts';

/**
 * Whether the publisher stands by the states it has, and by having none. One that has just started, and has not had a
 * good answer from its daemon yet, knows nothing: what an earlier one published is still the last good data.
 */
export function confirmsStates({ state, goodAt }: Pick<DaemonHealth, 'state' | 'goodAt'>): boolean {
	return goodAt !== undefined || state === 'live';
}

/** All that one viewer holds, kept through every connection. */
export class HeldTopics {
	#replica: Replica = new Map();
	/** As it was when it was last told. */
	#notified: Replica = new Map();
	/** Shown from an earlier publisher, while the present one has no state at all. */
	#outdated = new Set<Topic>();
	readonly #onTopic: (topic: Topic, state: JsonObject | undefined) => void;
	readonly #onGap: (gap: Gap) => void;

	constructor(deps: {
		onTopic: (topic: Topic, state: JsonObject | undefined) => void;
		onGap: (gap: Gap) => void;
	}) {
		this.#onTopic = deps.onTopic;
		this.#onGap = deps.onGap;
	}

	get replica(): Replica {
		return this.#replica;
	}

	get outdated(): boolean {
		return this.#outdated.size > 0;
	}

	show(topics: readonly Topic[]): void {
		this.#replica = retain(this.#replica, topics);
		this.#notified = new Map([...this.#notified].filter(([topic]) => this.#replica.has(topic)));
	}

	/** What a page was rendered with: it is on screen already, and need not be told. */
	seed(snapshots: Seed['snapshots']): void {
		for (const snapshot of snapshots) {
			const arrival = arriveSnapshot(snapshot);
			if (arrival.ok) this.snapshot(arrival.value);
		}
		this.#notified = this.#replica;
	}

	revision(topic: Topic): Revision | undefined {
		const held = this.#replica.get(topic);
		return held && { epoch: held.epoch, seq: held.seq };
	}

	snapshot(snapshot: TopicSnapshot): void {
		this.#outdated.delete(snapshot.topic);
		this.#replica = withSnapshot(this.#replica, snapshot);
	}

	/** Whether every grant led on. `offered` is what was held when the join for `asked` was sent. */
	joined({ topics, daemon }: Joined, asked: readonly Topic[], offered: Replica): boolean {
		this.#outdated.clear();
		return asked
			.map((topic) => {
				const grant = Object.hasOwn(topics, topic) ? topics[topic] : undefined;
				if (!grant) return false;
				if (grant.via === 'waiting' && !confirmsStates(daemon)) {
					// Nothing has replaced it anywhere yet: never a blank page.
					if (this.#replica.has(topic)) this.#outdated.add(topic);
					return true;
				}
				return this.#step(withGrant(this.#replica, topic, grant, offered));
			})
			.every(Boolean);
	}

	/** Whether every patch led on. While a join is under way a misfit is expected, and its answer settles all. */
	tick({ patches }: Tick, joining: boolean): boolean {
		return patches
			.map((patch) => {
				const step = withPatch(this.#replica, patch);
				return step.ok || !joining ? this.#step(step) : false;
			})
			.every(Boolean);
	}

	/** The publisher has states again: whatever it did not replace is gone. */
	dropOutdated(): void {
		const replica = new Map(this.#replica);
		for (const topic of this.#outdated) replica.delete(topic);
		this.#outdated.clear();
		this.#replica = replica;
	}

	#step(step: ReturnType<typeof withPatch>): boolean {
		if (step.ok) this.#replica = step.replica;
		else this.#onGap(step.gap);
		return step.ok;
	}

	/**
	 * Tells of each state that is another than it was last told. A call of its own: first the time and age that belong
	 * to the states must be known.
	 */
	tell(): void {
		const [before, next] = [this.#notified, this.#replica];
		this.#notified = next;
		for (const topic of new Set([...before.keys(), ...next.keys()])) {
			const state = next.get(topic)?.state;
			if (state !== before.get(topic)?.state) this.#onTopic(topic, state);
		}
	}
}
