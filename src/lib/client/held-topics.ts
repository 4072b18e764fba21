import type { JsonObject } from '#core/json/json.ts';
import type { DaemonHealth } from '#core/protocol/daemon.ts';
import type { Joined, Revision, Tick } from '#core/protocol/messages.ts';
import type { Seed } from '#core/protocol/seed.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { arriveSnapshot, type TopicSnapshot } from './arrival.ts';
import { LeftTopics } from './left-topics.ts';
import { retain, withGrant, withPatch, withSnapshot, type Gap, type Replica } from './replica.ts';
import type { Update } from './update.ts';

/**
 * Whether the publisher knows the current states, or that there are none. One that has just started and has had no good
 * answer from its daemon yet knows nothing: the states of an earlier run are still the last good data.
 */
export function confirmsStates({ state, goodAt }: Pick<DaemonHealth, 'state' | 'goodAt'>): boolean {
	return goodAt !== undefined || state === 'live';
}

/** All states that one viewer holds, across connections. */
export class HeldTopics {
	#replica: Replica = new Map();
	/** The states that listeners were last notified of. */
	#notified: Replica = new Map();
	/** States of an earlier publisher, shown while the present one has none. */
	#outdated = new Set<Topic>();
	readonly #left = new LeftTopics();
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

	/** The update that a state on screen was left with, the oldest, while no join has confirmed it. */
	get unconfirmed(): Update | undefined {
		return this.#left.oldest;
	}

	/** Changes the shown topics; `update` is the newest, to which those shown until now belong. */
	show(topics: readonly Topic[], update: Update | undefined): void {
		this.#replica = retain(this.#replica, topics);
		this.#left.keepOnly((topic) => this.#replica.has(topic));
		this.#left.show(topics, update);
		for (const topic of [...this.#notified.keys()].filter((left) => !this.#replica.has(left)))
			this.#withdraw(topic);
	}

	/** Takes over the states that a page was rendered with: they are on screen already, so listeners are not notified. */
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
		this.#left.confirm(snapshot.topic);
		this.#replica = withSnapshot(this.#replica, snapshot);
	}

	/**
	 * Applies the answer to a join; returns whether every grant could be applied. `offered` is what was held when the join
	 * for `asked` was sent.
	 */
	joined({ topics, daemon }: Joined, asked: readonly Topic[], offered: Replica): boolean {
		this.#outdated.clear();
		return asked
			.map((topic) => {
				const grant = Object.hasOwn(topics, topic) ? topics[topic] : undefined;
				if (!grant) return false;
				if (grant.via === 'waiting' && !confirmsStates(daemon)) {
					// No state has replaced it yet: keep showing it instead of a blank page.
					if (this.#replica.has(topic)) this.#outdated.add(topic);
					return true;
				}
				return this.#step(topic, withGrant(this.#replica, topic, grant, offered));
			})
			.every(Boolean);
	}

	/**
	 * Applies a tick; returns whether every patch could be applied. While a join is pending a mismatch is expected, and the
	 * answer resolves it.
	 */
	tick({ patches }: Tick, joining: boolean): boolean {
		return patches
			.map((patch) => {
				const step = withPatch(this.#replica, patch);
				return step.ok || !joining ? this.#step(patch.topic, step) : false;
			})
			.every(Boolean);
	}

	/** Drops the states of an earlier publisher that the present one did not replace. */
	dropOutdated(): void {
		const replica = new Map(this.#replica);
		for (const topic of this.#outdated) {
			replica.delete(topic);
			this.#left.confirm(topic);
		}
		this.#outdated.clear();
		this.#replica = replica;
	}

	#step(topic: Topic, step: ReturnType<typeof withPatch>): boolean {
		if (step.ok) {
			this.#replica = step.replica;
			this.#left.confirm(topic);
		} else this.#onGap(step.gap);
		return step.ok;
	}

	#withdraw(topic: Topic): void {
		const notified = new Map(this.#notified);
		notified.delete(topic);
		this.#notified = notified;
		this.#onTopic(topic, undefined);
	}

	/** Notifies listeners of each changed state. Separate, because the time and age of the states must be known first. */
	tell(): void {
		const [before, next] = [this.#notified, this.#replica];
		this.#notified = next;
		for (const topic of new Set([...before.keys(), ...next.keys()])) {
			const state = next.get(topic)?.state;
			if (state !== before.get(topic)?.state) this.#onTopic(topic, state);
		}
	}
}
