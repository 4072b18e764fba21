import { isObject } from '#core/json/json.ts';
import { MAX_TOPICS, topicSchema } from '#core/protocol/messages.ts';
import type { Problem } from '#core/protocol/problem.ts';

/** Returns what is wrong with a malformed join, as precisely as its sender can use it. */
export function joinProblem(message: unknown): Problem {
	const topics = isObject(message) ? message.topics : undefined;
	if (Array.isArray(topics)) {
		if (topics.length > MAX_TOPICS)
			return { kind: 'topics-too-many', detail: `At most ${MAX_TOPICS} topics can be joined.` };
		if (topics.some((topic) => typeof topic === 'string' && !topicSchema.safeParse(topic).success))
			return { kind: 'topic-unknown', detail: 'One of the topics does not exist.' };
	}
	return {
		kind: 'message-malformed',
		detail: 'A join is {topics, everyMs?, since?, replay?}, acknowledged.'
	};
}
