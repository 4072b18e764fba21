import type { JsonObject } from '#core/json/json.ts';
import type { Seed } from '#core/protocol/seed.ts';
import type { Topic } from '#core/protocol/topic.ts';

/** What a page holds: another map with every state that comes, so that one signal tells of all. */
export type HeldStates = ReadonlyMap<Topic, JsonObject>;

export function heldStates(snapshots: Seed['snapshots'] = []): HeldStates {
	return new Map(snapshots.map(({ topic, state }) => [topic, state]));
}

/** `state`: undefined when the topic is held no more. */
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
