/** Asked of the daemon anew in every tick. */
export const TICK_TOPICS = ['summary', 'risk', 'metrics', 'alerts'] as const;
export type TickTopic = (typeof TICK_TOPICS)[number];

/** Asked, each at its own slower rhythm, only while somebody watches. */
export const ON_DEMAND_TOPICS = ['cascade', 'cascade-events', 'drift', 'models'] as const;
export type OnDemandTopic = (typeof ON_DEMAND_TOPICS)[number];

/** Known by Fleetcast itself: what is kept, and how the pipeline does. */
export const STATUS_TOPICS = ['history', 'diagnostics'] as const;
export type StatusTopic = (typeof STATUS_TOPICS)[number];

/** The topics that are one for the whole fleet. */
export const FLEET_TOPICS = [...TICK_TOPICS, ...ON_DEMAND_TOPICS, ...STATUS_TOPICS] as const;
export type FleetTopic = (typeof FLEET_TOPICS)[number];

/** Everything after the first slash is the server's name, whatever it holds, be it nothing. */
export type ServerTopic = `server/${string}`;
export type ExplainTopic = `explain/${string}`;
export type Topic = FleetTopic | ServerTopic | ExplainTopic;

const SERVER = 'server/';
const EXPLAIN = 'explain/';

export function serverTopic(name: string): ServerTopic {
	return `${SERVER}${name}`;
}

export function explainTopic(name: string): ExplainTopic {
	return `${EXPLAIN}${name}`;
}

/** The server whose forecast the topic carries, or undefined for any other topic. */
export function serverOfTopic(topic: Topic): string | undefined {
	return topic.startsWith(SERVER) ? topic.slice(SERVER.length) : undefined;
}

/** The server that the topic explains, or undefined for any other topic. */
export function explainedServer(topic: Topic): string | undefined {
	return topic.startsWith(EXPLAIN) ? topic.slice(EXPLAIN.length) : undefined;
}

export function isFleetTopic(text: string): text is FleetTopic {
	return (FLEET_TOPICS as readonly string[]).includes(text);
}

export function isTopic(text: string): text is Topic {
	return text.startsWith(SERVER) || text.startsWith(EXPLAIN) || isFleetTopic(text);
}

/** One spelling for one set, so that viewers of the same set find the same room. */
export function topicSet(topics: Iterable<Topic>): readonly Topic[] {
	return [...new Set(topics)].sort();
}
