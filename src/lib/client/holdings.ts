import type { JsonObject } from '#core/json/json.ts';
import type { Joined, Tick } from '#core/protocol/messages.ts';
import type { Topic } from '#core/protocol/topic.ts';
import type { TopicSnapshot } from './arrival.ts';
import { retain, withGrant, withPatch, withSnapshot, type Gap, type Replica } from './replica.ts';

/** All that one viewer holds, kept through every connection. It tells of each state that changed and each gap found. */
export class Holdings {
	#replica: Replica = new Map();
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
	}

	snapshot(snapshot: TopicSnapshot): void {
		this.#outdated.delete(snapshot.topic);
		this.#move(withSnapshot(this.#replica, snapshot));
	}

	/** Whether every grant led on. `offered` is what was held when the join for `asked` was sent. */
	joined({ topics, daemon }: Joined, asked: readonly Topic[], offered: Replica): boolean {
		this.#outdated.clear();
		return asked
			.map((topic) => {
				const grant = Object.hasOwn(topics, topic) ? topics[topic] : undefined;
				if (!grant) return false;
				if (grant.via === 'waiting' && daemon.state === 'connecting') {
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
		this.#move(replica);
	}

	#step(step: ReturnType<typeof withPatch>): boolean {
		if (step.ok) this.#move(step.replica);
		else this.#onGap(step.gap);
		return step.ok;
	}

	#move(next: Replica): void {
		const before = this.#replica;
		this.#replica = next;
		for (const topic of new Set([...before.keys(), ...next.keys()])) {
			const state = next.get(topic)?.state;
			if (state !== before.get(topic)?.state) this.#onTopic(topic, state);
		}
	}
}
