import type { DaemonHealth, Notice, Warmup } from '#core/protocol/daemon.ts';
import type { Joined, Refreshed, Replay, Tick } from '#core/protocol/messages.ts';
import { cureOf, type Problem, type Result } from '#core/protocol/problem.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { createAllowance } from './allowance.ts';
import type { Malformed } from './arrival.ts';
import type { ClientClock } from './clock.ts';
import { createJoinSchedule } from './join-schedule.ts';
import { openSocket, type SocketOptions } from './socket-connection.ts';
import type { HeldTopics } from './held-topics.ts';
import { sinceOf, type Replica } from './replica.ts';

/** Deadline for a connection to open, and for a join to be answered: well beyond the server's admission queue. */
const CONNECT_DEADLINE_MS = 20_000;
const JOIN_DEADLINE_MS = 20_000;

export interface Wanted {
	readonly topics: readonly Topic[];
	/** Absent for every tick. */
	readonly everyMs?: number;
	/** Absent for the present. */
	readonly replay?: Replay | undefined;
}

export interface SessionDeps {
	readonly clock: ClientClock;
	readonly random: () => number;
	readonly connection: SocketOptions;
	readonly held: HeldTopics;
	readonly wanted: () => Wanted;
	/**
	 * `understood`: all of it could be applied. If not, a new join is pending already. `askedAt`: when it was requested, by
	 * the client's clock.
	 */
	readonly onJoined: (joined: Joined, understood: boolean, askedAt: number) => void;
	/** `awaited`: a join is pending, so the tick may still belong to the previous topics. */
	readonly onTick: (tick: Tick, understood: boolean, awaited: boolean) => void;
	readonly onDaemon: (health: DaemonHealth) => void;
	readonly onWarmup: (warmup: Warmup) => void;
	readonly onNotice: (notice: Notice) => void;
	readonly onMalformed: (malformed: Malformed) => void;
	/** Called once, last: the connection is gone, or the server refused. */
	readonly onEnd: (problem: Problem | undefined) => void;
}

/** The conversation over one connection: joins, and joins again after a mismatch. */
export function createSession(deps: SessionDeps) {
	const { clock, held } = deps;
	let open = false;
	/** Counts joins: only the answer to the newest matters. */
	let joins = 0;
	let joining = false;
	const allowance = createAllowance(clock);
	const schedule = createJoinSchedule({
		clock,
		random: deps.random,
		allowance,
		join: () => {
			if (open) join();
		}
	});
	let cancelDeadline: (() => void) | undefined = clock.after(CONNECT_DEADLINE_MS, () => end());

	const connection = openSocket(deps.connection, {
		opened() {
			open = true;
			join();
		},
		snapshot: (snapshot) => held.snapshot(snapshot),
		tick,
		daemon: deps.onDaemon,
		warmup: deps.onWarmup,
		notice: deps.onNotice,
		malformed(malformed) {
			deps.onMalformed(malformed);
			if (malformed.event !== 'refresh') rejoin();
		},
		closed: end
	});

	function stop(): void {
		open = false;
		schedule.stop();
		cancelDeadline?.();
		connection.close();
	}

	function end(problem?: Problem): void {
		stop();
		deps.onEnd(problem);
	}

	function join(): void {
		schedule.sent();
		cancelDeadline?.();
		cancelDeadline = clock.after(JOIN_DEADLINE_MS, () => end());
		joining = true;
		allowance.spend();
		const number = ++joins;
		const askedAt = clock.now();
		const { topics, ...how } = deps.wanted();
		const offered = held.replica;
		const since = sinceOf(offered, topics);
		connection.join({ topics: [...topics], since, ...how }, (answer) => {
			if (number === joins && open) answered(answer, topics, offered, askedAt);
		});
	}

	function answered(
		answer: Result<Joined>,
		topics: readonly Topic[],
		offered: Replica,
		askedAt: number
	): void {
		if (!answer.ok) {
			if (cureOf(answer.problem) === 'wait') rejoin(answer.problem.waitMs);
			else end(answer.problem);
			return;
		}
		const { value } = answer;
		const missing = topics.filter((topic) => !Object.hasOwn(value.topics, topic));
		if (missing.length > 0)
			deps.onMalformed({ event: 'join', detail: `no grant for ${missing.join(', ')}` });
		cancelDeadline?.();
		joining = false;
		const understood = held.joined(value, topics, offered) && missing.length === 0;
		if (!understood) rejoin();
		deps.onJoined(value, understood, askedAt);
	}

	function tick(message: Tick): void {
		const awaited = joining || schedule.pending;
		const understood = held.tick(message, awaited);
		if (!awaited) {
			if (understood) schedule.settled();
			else rejoin();
		}
		deps.onTick(message, understood, awaited);
	}

	/** What was received does not fit: the answers to earlier joins no longer count. */
	function rejoin(waitMs = 0): void {
		if (!open || schedule.pausing) return;
		joins++;
		joining = true;
		cancelDeadline?.();
		schedule.afterMismatch(waitMs);
	}

	return {
		/** The subscriptions have changed. */
		rejoin(): void {
			if (open) schedule.soon();
		},
		refresh(answered: (answer: Result<Refreshed>) => void): void {
			allowance.spend();
			connection.refresh(answered);
		},
		/** Ends it without calling `onEnd`. */
		close: stop
	};
}
export type Session = ReturnType<typeof createSession>;
