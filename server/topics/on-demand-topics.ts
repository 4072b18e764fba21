import { ON_DEMAND_TOPICS, type OnDemandTopic, type Topic } from '#core/protocol/topic.ts';
import type { CurrentState } from '../state/current-state.ts';
import type { Clock } from '../clock.ts';
import type { AskTurn } from '../upstream/attention.ts';
import type { Ingest } from '../upstream/ingest.ts';
import { createOnDemandTopic } from './on-demand-topic.ts';

/** How often each topic is read while it is watched, in ms. */
export type OnDemandIntervals = Readonly<Record<OnDemandTopic, number>>;

export interface OnDemandTopicsDeps {
	readonly clock: Clock;
	readonly tickMs: number;
	readonly everyMs: OnDemandIntervals;
	readonly ingest: Pick<Ingest, 'readTopic'>;
	readonly turn: AskTurn;
	readonly currentState: CurrentState;
	readonly isWatched: (topic: Topic) => boolean;
	readonly onRead: (topic: OnDemandTopic, ok: boolean) => void;
}

/** All on-demand topics. */
export function createOnDemandTopics(deps: OnDemandTopicsDeps) {
	const { currentState, ingest } = deps;
	const onDemand = ON_DEMAND_TOPICS.map((topic) => ({
		topic,
		state: createOnDemandTopic({
			topic,
			// More often than the tick would be of no use.
			everyMs: Math.max(deps.everyMs[topic], deps.tickMs),
			tickMs: deps.tickMs,
			clock: deps.clock,
			async read(signal, onBegun) {
				const result = await ingest.readTopic(topic, signal, async (path, until) => {
					const turn = await deps.turn(path, until, () => deps.isWatched(topic));
					if (turn) onBegun();
					return turn;
				});
				if (result) deps.onRead(topic, result.ok);
				return result;
			},
			isWatched: () => deps.isWatched(topic),
			isStale: () => currentState.daemon.stale,
			onState: (state) => currentState.showTopic(topic, state),
			onOutdated: () => currentState.drop(new Set<Topic>([topic]))
		})
	}));

	return {
		/** A viewer joins these topics. */
		opened(topics: readonly Topic[]): void {
			for (const { topic, state } of onDemand) if (topics.includes(topic)) state.watch();
		},
		/** A tick is about to be published. */
		publish(): void {
			for (const { state } of onDemand) state.publish();
		},
		/** The daemon was restarted: earlier answers are void. */
		restart(): void {
			for (const { state } of onDemand) state.restart();
		},
		close(): void {
			for (const { state } of onDemand) state.close();
		}
	};
}
