import type { KeptStates, KeptTopic } from '#core/history/kept-ticks.ts';
import type { JsonObject } from '#core/json.ts';
import { serverOfTopic, type Topic } from '#core/protocol/topic.ts';
import type { KeptState } from '#core/topics/kept.ts';
import type { ServerState } from '#core/topics/states.ts';

/** Undefined for a topic of which nothing is kept. */
export function pastState(
	topic: Topic,
	states: KeptStates,
	kept: () => KeptState
): JsonObject | undefined {
	if (topic === 'history') return kept();
	const server = serverOfTopic(topic);
	if (server !== undefined) return pastServer(server, states) as JsonObject;
	return Object.hasOwn(states, topic) ? states[topic as KeptTopic] : undefined;
}

/** A server as it was, without its forecast: of that only samples are kept, and they are shown where they are scored. */
function pastServer(name: string, { risk }: KeptStates): ServerState {
	const entry = Object.hasOwn(risk, name) ? risk[name] : undefined;
	return entry ? { present: true, ...entry, metrics: {} } : { present: false };
}
