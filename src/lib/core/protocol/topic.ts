/** Read from the daemon in every tick. */
export const TICK_TOPICS = [
	'summary',
	'risk',
	'metrics',
	'alerts',
	'outlook',
	'outlook-fleet'
] as const;
export type TickTopic = (typeof TICK_TOPICS)[number];

/** Read from the daemon at their own slower intervals, only while watched. */
export const ON_DEMAND_TOPICS = ['cascade', 'cascade-events', 'drift', 'models'] as const;
export type OnDemandTopic = (typeof ON_DEMAND_TOPICS)[number];

/** Produced by Fleetcast itself: the state of the history and of the pipeline. */
const STATUS_TOPICS = ['history', 'diagnostics'] as const;
export type StatusTopic = (typeof STATUS_TOPICS)[number];

/** The topics that exist once for the whole fleet. */
export const FLEET_TOPICS = [...TICK_TOPICS, ...ON_DEMAND_TOPICS, ...STATUS_TOPICS] as const;
export type FleetTopic = (typeof FLEET_TOPICS)[number];

/** Everything after the first slash is the server's name, even an empty one. */
export type ServerTopic = `server/${string}`;
export type ExplainTopic = `explain/${string}`;
export type Topic = FleetTopic | ServerTopic | ExplainTopic;

const SERVER = 'server/';
const EXPLAIN = 'explain/';

/** Returns the topic of one server's forecast. */
export function serverTopic(name: string): ServerTopic {
	return `${SERVER}${name}`;
}

/** Returns the topic of one server's explanation. */
export function explainTopic(name: string): ExplainTopic {
	return `${EXPLAIN}${name}`;
}

/** Returns the server whose forecast the topic carries; undefined for any other topic. */
export function serverOfTopic(topic: Topic): string | undefined {
	return topic.startsWith(SERVER) ? topic.slice(SERVER.length) : undefined;
}

/** Returns the server that the topic explains; undefined for any other topic. */
export function explainedServer(topic: Topic): string | undefined {
	return topic.startsWith(EXPLAIN) ? topic.slice(EXPLAIN.length) : undefined;
}

/** Returns whether the text is a topic of the whole fleet. */
export function isFleetTopic(text: string): text is FleetTopic {
	return (FLEET_TOPICS as readonly string[]).includes(text);
}

/** Returns whether the text is a topic; any text may be a server's name. */
export function isTopic(text: string): text is Topic {
	return text.startsWith(SERVER) || text.startsWith(EXPLAIN) || isFleetTopic(text);
}

/** Returns the canonical order of a set, so that viewers of the same set share a room. */
export function topicSet(topics: Iterable<Topic>): readonly Topic[] {
	return [...new Set(topics)].sort();
}
