import type { KeptStates, KeptTopic } from '#core/history/kept-ticks.ts';
import type { JsonObject } from '#core/json/json.ts';
import { serverOfTopic, type Topic } from '#core/protocol/topic.ts';
import type { HistoryState } from '#core/topics/history.ts';
import type { Forecast, ServerState } from '#core/topics/states.ts';
import { alertsOf } from '../../state/fleet-states.ts';

/** By server and metric, at the few steps that are kept. */
export type PastForecasts = ReadonlyMap<string, Readonly<Record<string, Forecast>>>;

/** Returns undefined for a topic that the history does not keep. */
export function pastState(
	topic: Topic,
	states: KeptStates,
	kept: () => HistoryState,
	forecasts: PastForecasts
): JsonObject | undefined {
	if (topic === 'history') return kept();
	const server = serverOfTopic(topic);
	if (server !== undefined) return pastServer(server, states, forecasts.get(server)) as JsonObject;
	return Object.hasOwn(states, topic) ? states[topic as KeptTopic] : undefined;
}

/** Returns a server's state in the past: its risk and alerts of that tick, and the newest forecast kept by then. */
function pastServer(
	name: string,
	{ risk, alerts }: KeptStates,
	metrics: Readonly<Record<string, Forecast>> = {}
): ServerState {
	const entry = Object.hasOwn(risk, name) ? risk[name] : undefined;
	if (!entry) return { present: false };
	return { present: true, ...entry, ...alertsOf(name, Object.values(alerts)), metrics };
}
