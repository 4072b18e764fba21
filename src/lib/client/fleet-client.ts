import type { Freshness, Link } from '#core/freshness.ts';
import type { DaemonHealth, Warmup } from '#core/protocol/daemon.ts';
import type { Joined, Refreshed, Replay, Revision, Tick } from '#core/protocol/messages.ts';
import { err, type Problem, type Result } from '#core/protocol/problem.ts';
import type { Topic } from '#core/protocol/topic.ts';
import type { StateOf } from '#core/topics/schema-of.ts';
import { monotonicClock } from './clock.ts';
import type { FleetEvents, Timing } from './events.ts';
import { createFollowing } from './following.ts';
import { HeldTopics, confirmsStates } from './held-topics.ts';
import { TopicSubscriptions } from './topic-subscriptions.ts';
import { createConnector } from './connector.ts';
import { Listeners } from './listeners.ts';
import { NewestUpdate } from './newest-update.ts';
import { connectionOptions, firstTiming, type FleetClientOptions } from './options.ts';
import { onPageLife } from './page-life.ts';
import { createPulse } from './pulse.ts';
import { createRefreshes } from './refreshes.ts';
import { createSession, type Wanted } from './session.ts';
import type { Update } from './update.ts';

/**
 * Follows a fleet: joins, applies patches, notices a gap, joins again, and says when the states it holds are stale. It
 * connects when topics are first shown or followed. `url` is Fleetcast's own address, base path included.
 */
export function createFleetClient(url: string | URL, options: FleetClientOptions = {}) {
	const { clock = monotonicClock, random = Math.random, seed } = options;
	const connection = connectionOptions(url, options);
	const listeners = new Listeners<FleetEvents>();
	const held = new HeldTopics({
		onTopic: (topic, state) => listeners.tell('topic', topic, state),
		onGap: (gap) => listeners.tell('gap', gap)
	});
	const subscriptions = new TopicSubscriptions();
	const following = createFollowing({
		listeners,
		subscriptions,
		onSubscriptionChange: onSubscriptions,
		stateOf: (topic) => held.replica.get(topic)?.state,
		revisionOf: (topic) => held.revision(topic),
		updateOf: () => update.value,
		onFollow: retry,
		connection: () => ({ link: connector.link, problem: connector.problem, closed })
	});
	const refreshes = createRefreshes(clock);

	let wanted: Wanted = {
		topics: [],
		...(options.everyMs === undefined ? {} : { everyMs: options.everyMs })
	};
	let closed = false;
	let daemon: DaemonHealth | undefined;
	let warmup: Warmup | undefined;
	let timing = firstTiming(options);
	const update = new NewestUpdate(clock, seed, () => held.unconfirmed);

	if (seed) {
		held.seed(seed.snapshots);
		({ daemon, warmup } = seed);
	}
	const pulse = createPulse(
		{ link: 'connecting', heardAt: clock.now(), ...timing, ...(daemon && { daemon }) },
		{
			clock,
			onFreshness: (freshness) => listeners.tell('freshness', freshness),
			onDead: () => connector.lost(undefined)
		}
	);
	const connector = createConnector({
		clock,
		random,
		openSession: (onEnd) =>
			createSession({
				clock,
				random,
				connection,
				held,
				wanted: () => wanted,
				onJoined,
				onTick,
				onDaemon,
				onWarmup,
				onNotice: (notice) => listeners.tell('notice', notice),
				onMalformed: (malformed) => listeners.tell('malformed', malformed),
				onEnd
			}),
		onLost: () => refreshes.abandon(),
		onLink
	});
	const back = () => [pulse, connector].forEach((each) => each.wake());
	const stopListening = onPageLife({ back, away: () => pulse.doubt() });

	function onLink(link: Link, problem: Problem | undefined, same: boolean): void {
		// First the consequences: a listener of `link` must find them in place.
		pulse.update({ link });
		if (!same) listeners.tell('link', link, ...(problem ? [problem] : []));
	}

	function onJoined(joined: Joined, understood: boolean, askedAt: number): void {
		timing = { tickMs: joined.tickMs, everyMs: joined.everyMs, beatMs: joined.beatMs };
		if (joined.warmup) onWarmup(joined.warmup);
		// Old data keep their time and their age until new data arrive.
		update.joined(joined, (understood || !update.value) && !held.outdated, askedAt);
		// Its delay is unknown: it was certainly sent after the request.
		pulse.update({ ...timing, outdated: held.outdated, ...(understood && { heardAt: askedAt }) });
		onDaemon(joined.daemon);
		connector.joined();
		held.tell();
		listeners.tell('joined', joined);
		if (update.value) listeners.tell('tick', update.value);
	}

	function onTick(tick: Tick, understood: boolean, awaited: boolean): void {
		if (held.outdated && daemon && confirmsStates(daemon)) held.dropOutdated();
		const lateMs = update.tick(tick, understood && !held.outdated, timing);
		// A delayed packet is outdated: join again for the newest state.
		if (lateMs > 0 && !awaited) connector.session?.rejoin();
		if (understood) {
			connector.succeeded();
			// Whatever causes another join, a replay continues from where it is.
			if (wanted.replay && !awaited)
				wanted = { ...wanted, replay: { ...wanted.replay, at: tick.at } };
		}
		// A tick that could not be applied does not prove that the held states are fresh, nor does one without a topic that
		// is shown again.
		const fresh = understood && !held.unconfirmed;
		const heardAt = fresh ? clock.now() - lateMs : undefined;
		pulse.update({ outdated: held.outdated, heardAt });
		// After a gap, the answer to the next join notifies the listeners.
		if (understood) held.tell();
		if (update.value) listeners.tell('tick', update.value);
	}

	function onDaemon(health: DaemonHealth): void {
		daemon = health;
		pulse.update({ daemon: health });
		listeners.tell('daemon', health);
	}

	function onWarmup(next: Warmup): void {
		warmup = next;
		listeners.tell('warmup', next);
	}

	function want(next: Wanted): void {
		wanted = next;
		if (!closed) connector.changed(next.topics.length > 0);
	}

	/** Tries again after a refusal: the server's operator may have granted access meanwhile. */
	function retry(): void {
		if (connector.link === 'refused') want({ ...wanted, topics: subscriptions.topics });
	}

	function onSubscriptions(): void {
		const { topics } = subscriptions;
		const same = topics.join('\n') === wanted.topics.join('\n');
		held.show(topics, update.newest);
		if (!same) want({ ...wanted, topics });
	}

	function close(): void {
		if (closed) return;
		closed = true;
		options.signal?.removeEventListener('abort', close);
		stopListening();
		pulse.stop();
		connector.close();
		refreshes.abandon();
		listeners.tell('closed');
	}

	options.signal?.addEventListener('abort', close);
	if (options.signal?.aborted) close();

	return {
		on: listeners.on.bind(listeners) as Listeners<FleetEvents>['on'],
		...following,
		/** Changes the shown topics, in one join. States of recently left topics are kept in case they are shown again. */
		show(topics: Iterable<Topic>): void {
			subscriptions.show(topics);
			onSubscriptions();
		},
		/** Shows the topics from that moment of the past on; undefined returns to the present. */
		replay(replay: Replay | undefined): void {
			want({ ...wanted, replay });
		},
		setCadence(everyMs: number): void {
			if (everyMs !== wanted.everyMs) want({ ...wanted, everyMs });
		},
		/** Tries again after a refusal; otherwise does nothing. Following or showing something else tries again, too. */
		retry,
		/** Requests an immediate tick for everyone. Never rejects: the result says what happened. */
		refresh(): Promise<Result<Refreshed>> {
			const { session, link } = connector;
			if (!session || link !== 'joined')
				return Promise.resolve(err('server-closing', 'There is no connection to Fleetcast.'));
			return refreshes.ask(session);
		},
		state<T extends Topic>(topic: T): StateOf<T> | undefined {
			// A whole state was checked by the topic's schema; patches lead from one such state to the next.
			return held.replica.get(topic)?.state as StateOf<T> | undefined;
		},
		/** The revision of the state held for a topic. */
		revision: (topic: Topic): Revision | undefined => held.revision(topic),
		get link(): Link {
			return connector.link;
		},
		get problem(): Problem | undefined {
			return connector.problem;
		},
		get freshness(): Freshness {
			return pulse.freshness;
		},
		get daemon(): DaemonHealth | undefined {
			return daemon;
		},
		get warmup(): Warmup | undefined {
			return warmup;
		},
		get update(): Update | undefined {
			return update.value;
		},
		get timing(): Timing {
			return timing;
		},
		ageMs: () => update.ageMs(),
		nextMs: () => update.nextMs(timing.everyMs),
		/** Closes the client for good: every loop ends, and nothing keeps a process alive. */
		close
	};
}
export type FleetClient = ReturnType<typeof createFleetClient>;
