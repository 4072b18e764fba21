import type { Freshness, Link } from '#core/freshness.ts';
import type { DaemonHealth, Warmup } from '#core/protocol/daemon.ts';
import type { Joined, Refreshed, Replay, Revision, Tick } from '#core/protocol/messages.ts';
import { cureOf, err, type Problem, type Result } from '#core/protocol/problem.ts';
import type { Topic } from '#core/protocol/topic.ts';
import type { StateOf } from '#core/topics/schema-of.ts';
import { monotonicClock } from './clock.ts';
import type { FleetEvents, Timing } from './events.ts';
import { createFollowing } from './following.ts';
import { HeldTopics, confirmsStates } from './held-topics.ts';
import { TopicSubscriptions } from './topic-subscriptions.ts';
import { Listeners } from './listeners.ts';
import { NewestUpdate } from './newest-update.ts';
import { connectionOptions, firstTiming, type FleetClientOptions } from './options.ts';
import { onPageLife } from './page-life.ts';
import { createPulse } from './pulse.ts';
import { createReconnect } from './reconnect.ts';
import { createRefreshes } from './refreshes.ts';
import { createSession, type Session, type Wanted } from './session.ts';
import type { Update } from './update.ts';

/**
 * Follows a fleet: joins, applies, notices a gap, joins again, and says when what it holds is out of date. Connects
 * when first told what to show. `url` is Fleetcast's own address, base path included.
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
		connection: () => ({ link, problem, closed })
	});
	const refreshes = createRefreshes(clock);
	const reconnect = createReconnect({ clock, random, attempt: connect });

	let wanted: Wanted = {
		topics: [],
		...(options.everyMs === undefined ? {} : { everyMs: options.everyMs })
	};
	let session: Session | undefined;
	let link: Link = 'connecting';
	let problem: Problem | undefined;
	let closed = false;
	let daemon: DaemonHealth | undefined;
	let warmup: Warmup | undefined;
	let timing = firstTiming(options);
	const update = new NewestUpdate(clock, seed);

	if (seed) {
		held.seed(seed.snapshots);
		({ daemon, warmup } = seed);
	}
	const pulse = createPulse(
		{ link, heardAt: clock.now(), ...timing, ...(daemon && { daemon }) },
		{
			clock,
			onFreshness: (freshness) => listeners.tell('freshness', freshness),
			onDead: () => lost(undefined)
		}
	);
	const back = () => [pulse, reconnect].forEach((each) => each.wake());
	const stopListening = onPageLife({ back, away: () => pulse.doubt() });

	function connect(): void {
		session = createSession({
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
			onEnd: lost
		});
	}

	function lost(reason: Problem | undefined): void {
		session?.close();
		session = undefined;
		refreshes.abandon();
		if (reason && cureOf(reason) !== 'wait') return setLink('refused', reason);
		setLink('offline', reason);
		reconnect.failed(reason?.waitMs);
	}

	function setLink(next: Link, reason?: Problem): void {
		const same = next === link && reason?.kind === problem?.kind;
		link = next;
		problem = reason;
		// First what follows from it: whoever hears of the link finds that true already.
		pulse.update({ link });
		if (!same) listeners.tell('link', next, ...(reason ? [reason] : []));
	}

	function onJoined(joined: Joined, understood: boolean, askedAt: number): void {
		timing = { tickMs: joined.tickMs, everyMs: joined.everyMs, beatMs: joined.beatMs };
		if (joined.warmup) onWarmup(joined.warmup);
		// Old data keep their time and their age until there are new ones.
		update.joined(joined, (understood || !update.value) && !held.outdated, askedAt);
		// However long it was on its way: all that is certain is that it is of after the question.
		pulse.update({ ...timing, outdated: held.outdated, ...(understood && { heardAt: askedAt }) });
		onDaemon(joined.daemon);
		setLink('joined');
		held.tell();
		listeners.tell('joined', joined);
		if (update.value) listeners.tell('tick', update.value);
	}

	function onTick(tick: Tick, understood: boolean, awaited: boolean): void {
		if (held.outdated && daemon && confirmsStates(daemon)) held.dropOutdated();
		const lateMs = update.tick(tick, understood && !held.outdated, timing);
		// What was held up on the way is old news: what is of now is asked for.
		if (lateMs > 0 && !awaited) session?.rejoin();
		if (understood) {
			reconnect.succeeded();
			// Whatever makes it join again, the past goes on from where it has come to.
			if (wanted.replay && !awaited)
				wanted = { ...wanted, replay: { ...wanted.replay, at: tick.at } };
		}
		// A tick that could not be used is no sign that what is held is in date.
		const heardAt = understood ? clock.now() - lateMs : undefined;
		pulse.update({ outdated: held.outdated, heardAt });
		// After a gap the answer to the next join tells.
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

	/** What is wanted has changed. A refusal may have been about what was wanted before: it is tried once more. */
	function want(next: Wanted): void {
		wanted = next;
		if (closed) return;
		if (session) session.rejoin();
		else if (next.topics.length > 0 && !reconnect.waiting) {
			if (link === 'refused') setLink('offline');
			connect();
		}
	}

	/** After a refusal: whoever runs Fleetcast may have let this one in meanwhile. */
	function retry(): void {
		if (link === 'refused') want({ ...wanted, topics: subscriptions.topics });
	}

	function onSubscriptions(): void {
		const { topics } = subscriptions;
		const same = topics.join('\n') === wanted.topics.join('\n');
		held.show(topics);
		if (!same) want({ ...wanted, topics });
	}

	function close(): void {
		if (closed) return;
		closed = true;
		options.signal?.removeEventListener('abort', close);
		stopListening();
		reconnect.stop();
		pulse.stop();
		session?.close();
		session = undefined;
		refreshes.abandon();
		listeners.tell('closed');
	}

	options.signal?.addEventListener('abort', close);
	if (options.signal?.aborted) close();

	return {
		on: listeners.on.bind(listeners) as Listeners<FleetEvents>['on'],
		...following,
		/** Changes what is shown, in one join. States of topics left lately are kept for coming back. */
		show(topics: Iterable<Topic>): void {
			subscriptions.show(topics);
			onSubscriptions();
		},
		/** From now on the topics as they were at that moment and after it; undefined for the present again. */
		replay(replay: Replay | undefined): void {
			want({ ...wanted, replay });
		},
		setCadence(everyMs: number): void {
			if (everyMs !== wanted.everyMs) want({ ...wanted, everyMs });
		},
		/** Tries once more after a refusal; does nothing else. To follow or to show something else tries too. */
		retry,
		/** Asks for an immediate tick for all. Never rejects: what came of it is the answer. */
		refresh(): Promise<Result<Refreshed>> {
			if (!session || link !== 'joined')
				return Promise.resolve(err('server-closing', 'There is no connection to Fleetcast.'));
			return refreshes.ask(session);
		},
		state<T extends Topic>(topic: T): StateOf<T> | undefined {
			// Checked by the topic's schema when it came whole; patches lead from one such state to the next.
			return held.replica.get(topic)?.state as StateOf<T> | undefined;
		},
		/** The name of the state that is held of a topic. */
		revision: (topic: Topic): Revision | undefined => held.revision(topic),
		get link(): Link {
			return link;
		},
		get problem(): Problem | undefined {
			return problem;
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
		/** For good: every loop ends, and nothing of the client keeps a process from ending. */
		close
	};
}
export type FleetClient = ReturnType<typeof createFleetClient>;
