import type { Topic } from '#core/protocol/topic.ts';
import type { Update } from './update.ts';

/**
 * The topics that were left while others were shown. Their states stopped with the update they were left with: when one is
 * shown again, its state is of that update until a join has confirmed it.
 */
export class LeftTopics {
	readonly #leftWith = new Map<Topic, Update>();
	#shown: readonly Topic[] = [];

	/** `update` is the newest, to which the states shown until now belong. */
	show(topics: readonly Topic[], update: Update | undefined): void {
		for (const topic of this.#shown)
			if (update && !topics.includes(topic) && !this.#leftWith.has(topic))
				this.#leftWith.set(topic, update);
		for (const topic of topics)
			if (this.#leftWith.get(topic) === update) this.#leftWith.delete(topic);
		this.#shown = topics;
	}

	/** The oldest update that a shown and unconfirmed topic was left with; undefined when all are confirmed. */
	get oldest(): Update | undefined {
		let oldest: Update | undefined;
		for (const topic of this.#shown) {
			const leftWith = this.#leftWith.get(topic);
			if (leftWith && !(oldest && oldest.arrivedAt <= leftWith.arrivedAt)) oldest = leftWith;
		}
		return oldest;
	}

	confirm(topic: Topic): void {
		this.#leftWith.delete(topic);
	}

	/** Forgets the topics whose states are no longer kept. */
	keepOnly(kept: (topic: Topic) => boolean): void {
		for (const topic of this.#leftWith.keys()) if (!kept(topic)) this.#leftWith.delete(topic);
	}
}
