import { topicSet, type Topic } from '#core/protocol/topic.ts';

/** The topics wanted from the server: the set that is shown, and those followed one by one, counted. */
export class TopicSubscriptions {
	#shown: readonly Topic[] = [];
	readonly #followers = new Map<Topic, number>();

	show(topics: Iterable<Topic>): void {
		this.#shown = topicSet(topics);
	}

	/** Follows a topic. Returns a function that ends it; calling it twice is harmless. */
	follow(topic: Topic): () => void {
		this.#count(topic, 1);
		let followed = true;
		return () => {
			if (followed) this.#count(topic, -1);
			followed = false;
		};
	}

	has(topic: Topic): boolean {
		return this.#shown.includes(topic) || this.#followers.has(topic);
	}

	get topics(): readonly Topic[] {
		return topicSet([...this.#shown, ...this.#followers.keys()]);
	}

	#count(topic: Topic, change: 1 | -1): void {
		const followers = (this.#followers.get(topic) ?? 0) + change;
		if (followers > 0) this.#followers.set(topic, followers);
		else this.#followers.delete(topic);
	}
}
