import type { JsonObject } from '#core/json/json.ts';
import type { OwnTopic, Topic } from '#core/protocol/topic.ts';
import type { Board } from '../board.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { newest } from '../ledger/ledger.ts';

/** Who watches, as a topic may want to tell it. */
export type Audience = Pick<Gateway, 'viewers' | 'roomCount' | 'backloggedCount' | 'watched'>;

/** A topic that Fleetcast itself knows. It is asked for its state once a tick, and only while somebody watches. */
export interface OwnSource {
	readonly topic: OwnTopic;
	state(audience: Audience): JsonObject;
	/** Nobody watches any more. */
	rest?(): void;
}

export interface OwnTopicsDeps {
	readonly sources: readonly OwnSource[];
	readonly board: Board;
	readonly audience: Audience;
}

/** Puts what Fleetcast itself knows on the board. */
export function createOwnTopics({ sources, board, audience }: OwnTopicsDeps) {
	const isNewest = (topic: Topic) => newest(board.ledger, topic)?.seq === board.head().tick;

	function show(source: OwnSource): void {
		// Two states in one tick could not be told apart by their number.
		if (!isNewest(source.topic)) board.showTopic(source.topic, source.state(audience));
	}

	return {
		/** Somebody joins these topics: call it before they are answered. */
		opened(topics: readonly Topic[]): void {
			for (const source of sources) if (topics.includes(source.topic)) show(source);
		},
		/** A tick is about to be published. */
		publish(): void {
			const watched = audience.watched();
			for (const source of sources) {
				if (watched.has(source.topic)) show(source);
				else if (board.ledger.has(source.topic)) {
					board.drop(new Set<Topic>([source.topic]));
					source.rest?.();
				}
			}
		}
	};
}
