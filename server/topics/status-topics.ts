import type { JsonObject } from '#core/json/json.ts';
import type { StatusTopic, Topic } from '#core/protocol/topic.ts';
import type { CurrentState } from '../state/current-state.ts';
import { newest } from '../state/ledger.ts';

/** The figures about viewers that a topic may report. */
export interface Audience {
	viewers(): number;
	roomCount(): number;
	backloggedCount(): number;
	watched(): ReadonlySet<Topic>;
}

/** A topic about Fleetcast itself. Its state is read once a tick, and only while it is watched. */
export interface StatusSource {
	readonly topic: StatusTopic;
	state(audience: Audience): JsonObject;
	/** The topic is not watched any more. */
	rest?(): void;
}

export interface StatusTopicsDeps {
	readonly sources: readonly StatusSource[];
	readonly currentState: CurrentState;
	readonly audience: Audience;
}

/** Puts the status topics into the current state. */
export function createStatusTopics({ sources, currentState, audience }: StatusTopicsDeps) {
	const isNewest = (topic: Topic) =>
		newest(currentState.ledger, topic)?.seq === currentState.head().tick;

	function show(source: StatusSource): void {
		// Two states in one tick could not be told apart by their number.
		if (!isNewest(source.topic)) currentState.showTopic(source.topic, source.state(audience));
	}

	return {
		/** A viewer joins these topics: to be called before the join is answered. */
		opened(topics: readonly Topic[]): void {
			for (const source of sources) if (topics.includes(source.topic)) show(source);
		},
		/** A tick is about to be published. */
		publish(): void {
			const watched = audience.watched();
			for (const source of sources) {
				if (watched.has(source.topic)) show(source);
				else if (currentState.ledger.has(source.topic)) {
					currentState.drop(new Set<Topic>([source.topic]));
					source.rest?.();
				}
			}
		}
	};
}
