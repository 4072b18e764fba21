import { spendOne } from '#core/rate-limit.ts';
import { joinSchema, MESSAGE_RATE, type Join, type Joined } from '#core/protocol/messages.ts';
import type { Problem, ProblemKind, Result } from '#core/protocol/problem.ts';
import { ok, err } from '#core/protocol/problem.ts';
import { topicSet, type Topic } from '#core/protocol/topic.ts';
import type { Refreshed } from '#core/protocol/messages.ts';
import type { CurrentState } from '../state/current-state.ts';
import { isBacklogged } from './backlog.ts';
import { cadenceMs } from './cadence.ts';
import { FLOOD } from './dismissal.ts';
import type { Distribution, PacketSink } from './distribution.ts';
import { joinProblem } from './join-problem.ts';
import { grantsFor } from './join.ts';
import { newestPosition } from './position.ts';
import type { PastJoin, Replays } from './past/replays.ts';
import type { Rooms } from './rooms.ts';
import type { Viewer, WaitingJoin } from './viewer.ts';

/** The Socket.IO room of the viewers of a replay. */
export const PAST = 'past';

export interface ConversationDeps {
	readonly currentState: CurrentState;
	readonly rooms: Rooms;
	readonly replays: Replays;
	readonly distribution: Distribution;
	readonly sink: PacketSink;
	/** Monotonic, in ms. */
	readonly now: () => number;
	readonly tickMs: number;
	readonly version: string;
	readonly demo: boolean;
	readonly refresh: () => Promise<Result<Refreshed>>;
	/** These topics are about to be sent to a viewer: states that can be computed at once are added now. */
	readonly onJoining: (topics: readonly Topic[]) => void;
	/** The set of watched topics may have changed. */
	readonly onWatch: (topics: readonly Topic[]) => void;
	readonly onRejected: (kind: ProblemKind) => void;
	readonly dismiss: (viewer: Viewer, problem: Problem) => void;
}

/** Handles the messages of viewers. Every argument is untrusted until it is parsed. */
export function createConversation(deps: ConversationDeps) {
	const { rooms, replays, distribution, tickMs } = deps;

	/** Spends one message of the viewer's allowance; a viewer that floods is dismissed. */
	function maySpeak(viewer: Viewer): boolean {
		const fullAt = spendOne(MESSAGE_RATE, viewer.fullAt, deps.now());
		if (fullAt !== undefined) {
			viewer.fullAt = fullAt;
			return true;
		}
		deps.onRejected(FLOOD.kind);
		deps.dismiss(viewer, FLOOD);
		return false;
	}

	function answer(viewer: Viewer, waiting: WaitingJoin): void {
		const { join, acknowledge } = waiting;
		if (join.replay) void showPast(viewer, waiting, { ...join, replay: join.replay });
		else acknowledge(showPresent(viewer, join));
	}

	/** A snapshot for a viewer that does not read would fill memory. */
	function answerLater(viewer: Viewer, waiting: WaitingJoin): void {
		viewer.waitingJoin?.acknowledge(err('join-superseded', 'A later join replaced this one.'));
		viewer.waitingJoin = waiting;
		distribution.waitForDrain(viewer);
	}

	function leaveRoom(viewer: Viewer): void {
		if (viewer.roomKey !== undefined) void viewer.socket.leave(viewer.roomKey);
		rooms.leave(viewer);
	}

	/** Starts a replay for one viewer, who leaves its room: no live data are sent to it. */
	async function showPast(viewer: Viewer, waiting: WaitingJoin, join: PastJoin): Promise<void> {
		const begun = await replays.start(viewer, join, () => {
			leaveRoom(viewer);
			void viewer.socket.join(PAST);
		});
		const { version, demo } = deps;
		if (!begun) answerLater(viewer, waiting);
		else waiting.acknowledge(begun.ok ? ok({ ...begun.value, tickMs, version, demo }) : begun);
	}

	function showPresent(viewer: Viewer, join: Join): Result<Joined> {
		leaveRoom(viewer);
		replays.stop(viewer);
		void viewer.socket.leave(PAST);
		return ok(enterRoom(deps, viewer, join));
	}

	return {
		/** Returns whether it was a valid join, which will be answered as one. */
		join(viewer: Viewer, message: unknown, acknowledge: unknown): boolean {
			if (!maySpeak(viewer)) return false;
			const parsed = joinSchema.safeParse(message);
			if (!parsed.success || !isAcknowledge<Joined>(acknowledge)) {
				const problem = joinProblem(message);
				deps.onRejected(problem.kind);
				if (isAcknowledge<Joined>(acknowledge)) acknowledge({ ok: false, problem });
				else viewer.socket.emit('problem', problem);
				return false;
			}
			replays.withdraw(viewer);
			const waiting = { join: parsed.data, acknowledge };
			if (isBacklogged(viewer.socket)) answerLater(viewer, waiting);
			else answer(viewer, waiting);
			return true;
		},

		/** The viewer reads again: answers the join that had to wait. */
		resume(viewer: Viewer): void {
			const waiting = viewer.waitingJoin;
			viewer.waitingJoin = undefined;
			if (waiting) answer(viewer, waiting);
		},

		refresh(viewer: Viewer, acknowledge: unknown): void {
			if (!maySpeak(viewer) || !isAcknowledge<Refreshed>(acknowledge)) return;
			if (viewer.identity.role === 'operator') void deps.refresh().then(acknowledge);
			else acknowledge(err('role-refused', 'Refresh is for operators.'));
		}
	};
}

/** Puts a viewer into the room of its topics and cadence, and sends the states that it lacks. Returns the answer. */
function enterRoom(deps: ConversationDeps, viewer: Viewer, join: Join): Joined {
	const { currentState, rooms, distribution, sink, tickMs } = deps;
	const topics = topicSet(join.topics);
	const everyMs = cadenceMs(join.everyMs, tickMs);
	deps.onJoining(topics);
	const ledger = currentState.prepare(topics);
	const head = currentState.head();
	const fresh = newestPosition(ledger, topics, head.tick);
	const room = rooms.find(topics, everyMs, {
		position: fresh,
		measuredAt: currentState.measuredAt,
		tickMs,
		at: distribution.publishedAt()
	});
	const position = newestPosition(ledger, topics, head.tick, room.position);
	const { snapshots, grants } = grantsFor(ledger, topics, position, join.since);
	for (const snapshot of snapshots) sink.snapshot([viewer.socket.id], snapshot);
	distribution.settle(viewer, room, position);
	deps.onWatch(topics);
	return {
		...head,
		tickMs,
		everyMs,
		beatMs: room.beatMs,
		version: deps.version,
		demo: deps.demo,
		daemon: currentState.daemon,
		...(currentState.warmup ? { warmup: currentState.warmup } : {}),
		topics: grants
	};
}

function isAcknowledge<Value>(input: unknown): input is (answer: Result<Value>) => void {
	return typeof input === 'function';
}
