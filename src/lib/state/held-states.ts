import type { JsonObject } from '#core/json/json.ts';
import type { Seed } from '#core/protocol/seed.ts';
import type { Topic } from '#core/protocol/topic.ts';

/** The states a page holds: a new map for each change, so that one signal covers all. */
export type HeldStates = ReadonlyMap<Topic, JsonObject>;

/** Returns the states of a page's seed by topic. */
export function heldStates(snapshots: Seed['snapshots'] = []): HeldStates {
	return new Map(snapshots.map(({ topic, state }) => [topic, state]));
}

/** `state` is undefined when the topic is no longer held. */
export function withState(
	held: HeldStates,
	topic: Topic,
	state: JsonObject | undefined
): HeldStates {
	const states = new Map(held);
	if (state) states.set(topic, state);
	else states.delete(topic);
	return states;
}
