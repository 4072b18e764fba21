import type { Link } from '#core/freshness.ts';
import type { JsonObject } from '#core/json/json.ts';
import { MAX_TOPICS, type Revision } from '#core/protocol/messages.ts';
import type { Problem } from '#core/protocol/problem.ts';
import type { Topic } from '#core/protocol/topic.ts';
import type { StateOf } from '#core/topics/schema-of.ts';
import type { FleetEvents } from './events.ts';
import type { TopicSubscriptions } from './topic-subscriptions.ts';
import { Latest } from './latest.ts';
import type { Listeners } from './listeners.ts';
import { FleetRefusal } from './refusal.ts';
import type { Update } from './update.ts';

export interface FollowOptions {
	/** Aborted, it ends the loop or the subscription, without an error. */
	readonly signal?: AbortSignal;
}

/** A state, the name that Fleetcast gave it, and the update that it came with. They belong together. */
export interface Named<State> {
	readonly state: State;
	readonly revision: Revision;
	readonly update: Update;
}

export interface FollowingDeps {
	readonly listeners: Listeners<FleetEvents>;
	readonly subscriptions: TopicSubscriptions;
	/** The subscriptions has changed: join accordingly. */
	readonly onSubscriptionChange: () => void;
	/** Somebody begins to follow: after a refusal, that is another try. */
	readonly onFollow: () => void;
	readonly stateOf: (topic: Topic) => JsonObject | undefined;
	readonly revisionOf: (topic: Topic) => Revision | undefined;
	readonly updateOf: () => Update | undefined;
	readonly connection: () => { link: Link; problem: Problem | undefined; closed: boolean };
}

interface Follower {
	/** A state that is vouched for, each once. */
	state(state: JsonObject): void;
	/** The last one is vouched for no more, and there is none instead. */
	gone?(): void;
	/** Nothing more comes: closed, aborted, or refused with this problem. */
	ended?(problem?: Problem): void;
}

/** One topic at a time, beside the set that is shown: as a callback, or as a loop that ends with the client. */
export function createFollowing(deps: FollowingDeps) {
	const { listeners, subscriptions, connection } = deps;

	function attach(topic: Topic, follower: Follower, signal: AbortSignal | undefined): () => void {
		let last: JsonObject | undefined;
		const stops: (() => void)[] = [];

		function take(state: JsonObject | undefined): void {
			if (state === last) return;
			last = state;
			if (state) follower.state(state);
			else follower.gone?.();
		}

		function release(): boolean {
			const open = stops.length > 0;
			for (const release of stops.splice(0)) release();
			return open;
		}

		function stop(): void {
			if (release()) deps.onSubscriptionChange();
		}

		/** Without a word to the server: there is none any more, or it would take it for another try. */
		function end(problem?: Problem): void {
			release();
			follower.ended?.(problem);
		}

		if (connection().closed || signal?.aborted) {
			follower.ended?.();
			return stop;
		}
		if (!subscriptions.has(topic) && subscriptions.topics.length >= MAX_TOPICS)
			throw new FleetRefusal({
				kind: 'topics-too-many',
				detail: `At most ${MAX_TOPICS} topics can be followed at once.`
			});
		// What is held of a topic that was left is of then: a state counts once a join has vouched for it.
		const vouched = subscriptions.has(topic) && connection().link === 'joined';
		const onAbort = () => {
			stop();
			follower.ended?.();
		};
		signal?.addEventListener('abort', onAbort);
		stops.push(
			subscriptions.follow(topic),
			listeners.on('topic', (changed, state) => {
				// A snapshot comes before the answer to its join: when it is given, its time and age are known too.
				if (changed === topic && connection().link === 'joined') take(state);
			}),
			listeners.on('joined', ({ topics }) => {
				if (Object.hasOwn(topics, topic)) take(deps.stateOf(topic));
			}),
			listeners.on('link', (link, problem) => {
				if (link === 'refused') end(problem);
			}),
			listeners.on('closed', () => end()),
			() => signal?.removeEventListener('abort', onAbort)
		);
		deps.onSubscriptionChange();
		deps.onFollow();
		if (vouched) take(deps.stateOf(topic));
		return stop;
	}

	/** A loop over what `valueOf` makes of each state, at the moment at which the state comes. */
	function loop<Value>(
		topic: Topic,
		{ signal }: FollowOptions,
		valueOf: (state: JsonObject) => Value | undefined
	): AsyncIterable<Value> {
		return {
			[Symbol.asyncIterator]() {
				let stop = (): void => undefined;
				const latest = new Latest<Value>(() => stop());
				const put = (value: Value | undefined) => value !== undefined && latest.put(value);
				stop = attach(
					topic,
					{
						state: (state) => put(valueOf(state)),
						gone: () => latest.withdraw(),
						ended: (problem) =>
							latest.end(problem ? { error: new FleetRefusal(problem) } : undefined)
					},
					signal
				);
				return latest;
			}
		};
	}

	return {
		/**
		 * Calls back with the topic's state, each time it is another. What is returned ends it. A refusal is told by the
		 * event `link`.
		 *
		 * @throws FleetRefusal when it would be a topic too many
		 */
		subscribe<T extends Topic>(
			topic: T,
			listener: (state: StateOf<T>) => void,
			{ signal }: FollowOptions = {}
		): () => void {
			return attach(topic, { state: (state) => listener(state as StateOf<T>) }, signal);
		},
		/**
		 * The topic's states as a loop: `for await (const state of client.follow('risk'))`. A loop that is slower than the
		 * states skips to the newest. It ends with the client, and throws a FleetRefusal when Fleetcast refuses.
		 */
		follow<T extends Topic>(topic: T, options: FollowOptions = {}): AsyncIterable<StateOf<T>> {
			return loop(topic, options, (state) => state as StateOf<T>);
		},
		/** The same with each state's revision and update, which `client.revision` and `client.update` may be ahead of. */
		followNamed<T extends Topic>(
			topic: T,
			options: FollowOptions = {}
		): AsyncIterable<Named<StateOf<T>>> {
			return loop(topic, options, (state) => {
				const [revision, update] = [deps.revisionOf(topic), deps.updateOf()];
				return revision && update && { state: state as StateOf<T>, revision, update };
			});
		}
	};
}
