/** The topics that are one for the whole fleet. */
export const FLEET_TOPICS = ['summary', 'risk', 'metrics', 'alerts', 'cascade'] as const;
export type FleetTopic = (typeof FLEET_TOPICS)[number];

/** `server/<name>`; everything after the first slash is the name, whatever it holds, be it nothing. */
export type ServerTopic = `server/${string}`;
export type Topic = FleetTopic | ServerTopic;

const SERVER = 'server/';

export function serverTopic(name: string): ServerTopic {
	return `${SERVER}${name}`;
}

/** The server that a topic is about, or undefined where it is about the whole fleet. */
export function serverOfTopic(topic: Topic): string | undefined {
	return topic.startsWith(SERVER) ? topic.slice(SERVER.length) : undefined;
}

export function isTopic(text: string): text is Topic {
	return text.startsWith(SERVER) || (FLEET_TOPICS as readonly string[]).includes(text);
}

/** One spelling for one set, so that viewers of the same set find the same room. */
export function topicSet(topics: Iterable<Topic>): readonly Topic[] {
	return [...new Set(topics)].sort();
}
