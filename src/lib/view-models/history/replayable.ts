import { serverOfTopic, type Topic } from '#core/protocol/topic.ts';
import { KEPT_TOPICS } from '#core/history/kept-ticks.ts';

/** Whether a topic can be replayed. `history` can: it then shows the present state of the history. */
export function isReplayable(topic: Topic): boolean {
	return (
		topic === 'history' ||
		serverOfTopic(topic) !== undefined ||
		(KEPT_TOPICS as readonly string[]).includes(topic)
	);
}
