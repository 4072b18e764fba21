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
	/** Aborting it ends the loop or the subscription, without an error. */
	readonly signal?: AbortSignal;
}

/** A state with its revision and the update it came with. */
export interface Named<State> {
	readonly state: State;
	readonly revision: Revision;
	readonly update: Update;
}

export interface FollowingDeps {
	readonly listeners: Listeners<FleetEvents>;
	readonly subscriptions: TopicSubscriptions;
	/** The subscriptions have changed: join accordingly. */
	readonly onSubscriptionChange: () => void;
	/** A new follower: after a refusal, the client tries again. */
	readonly onFollow: () => void;
	readonly stateOf: (topic: Topic) => JsonObject | undefined;
	readonly revisionOf: (topic: Topic) => Revision | undefined;
	readonly updateOf: () => Update | undefined;
	readonly connection: () => { link: Link; problem: Problem | undefined; closed: boolean };
}

interface Follower {
	/** A valid new state, each once. */
	state(state: JsonObject): void;
	/** The last state is no longer valid, and no other replaces it. */
	gone?(): void;
	/** The end: closed, aborted, or refused with this problem. */
	ended?(problem?: Problem): void;
}

/** Begins to follow a topic. Returns a function that ends it. */
function attach(
	deps: FollowingDeps,
	topic: Topic,
	follower: Follower,
	signal: AbortSignal | undefined
): () => void {
	const { listeners, subscriptions, connection } = deps;
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

	/** Sends nothing to the server: the connection is gone, or the server would take it for another try. */
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
	// The state held for a topic that was left is outdated: it counts once a join has confirmed it.
	const vouched = subscriptions.has(topic) && connection().link === 'joined';
	const onAbort = () => {
		stop();
		follower.ended?.();
	};
	signal?.addEventListener('abort', onAbort);
	stops.push(
		subscriptions.follow(topic),
		listeners.on('topic', (changed, state) => {
			// A snapshot arrives before the answer to its join: notify only then, when its time and age are known, too.
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

/** Creates a loop over what `valueOf` makes of each state when it arrives. */
function loop<Value>(
	deps: FollowingDeps,
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
				deps,
				topic,
				{
					state: (state) => put(valueOf(state)),
					gone: () => latest.withdraw(),
					ended: (problem) => latest.end(problem ? { error: new FleetRefusal(problem) } : undefined)
				},
				signal
			);
			return latest;
		}
	};
}

/** Follows single topics beside the shown set: with a callback, or as a loop that ends with the client. */
export function createFollowing(deps: FollowingDeps) {
	return {
		/**
		 * Calls `listener` with each new state of the topic. Returns a function that ends the subscription. A refusal is
		 * reported by the event `link`.
		 * @throws FleetRefusal when it would be a topic too many
		 */
		subscribe<T extends Topic>(
			topic: T,
			listener: (state: StateOf<T>) => void,
			{ signal }: FollowOptions = {}
		): () => void {
			return attach(deps, topic, { state: (state) => listener(state as StateOf<T>) }, signal);
		},
		/**
		 * Returns the topic's states as a loop: `for await (const state of client.follow('risk'))`. A loop that is slower
		 * than the states skips to the newest. It ends with the client, and throws a FleetRefusal when Fleetcast refuses.
		 */
		follow<T extends Topic>(topic: T, options: FollowOptions = {}): AsyncIterable<StateOf<T>> {
			return loop(deps, topic, options, (state) => state as StateOf<T>);
		},
		/**
		 * Like `follow`, with each state's revision and update, which `client.revision` and `client.update` may be ahead
		 * of.
		 */
		followNamed<T extends Topic>(
			topic: T,
			options: FollowOptions = {}
		): AsyncIterable<Named<StateOf<T>>> {
			return loop(deps, topic, options, (state) => {
				const [revision, update] = [deps.revisionOf(topic), deps.updateOf()];
				return revision && update && { state: state as StateOf<T>, revision, update };
			});
		}
	};
}
