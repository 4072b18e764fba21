import type { KeptMoment } from '#core/history/kept-ticks.ts';
import type { Joined, Join } from '#core/protocol/messages.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import { serverOfTopic, topicSet } from '#core/protocol/topic.ts';
import type { Clock } from '../../clock.ts';
import type { History } from '../../history/history.ts';
import { isBacklogged } from '../backlog.ts';
import type { PacketSink } from '../distribution.ts';
import type { Viewer } from '../viewer.ts';
import type { PastForecasts } from './past-states.ts';
import { ageOf, ReplayPlayer } from './replay-player.ts';

/** Each reads the disk up to four times a second; more at once than people use. */
export const MAX_REPLAYS = 64;

export interface ReplaysDeps {
	/** Absent where nothing is kept. */
	readonly history: Pick<History, 'ask' | 'state'> | undefined;
	readonly clock: Clock;
	readonly sink: PacketSink;
	readonly tickMs: number;
	/** Unique across processes: no two states share a name. */
	readonly newEpoch: () => string;
	readonly waitForDrain: (viewer: Viewer) => void;
}

/** A join that requests a replay. */
export type PastJoin = Join & { replay: NonNullable<Join['replay']> };

/** The additional fields of the answer to a join with a replay. */
export type PastJoined = Pick<
	Joined,
	'tick' | 'at' | 'age' | 'daemon' | 'everyMs' | 'beatMs' | 'topics' | 'replay'
>;

/** The replays of all viewers, each with its own moment and speed. */
export function createReplays(deps: ReplaysDeps) {
	const { history, clock, tickMs } = deps;
	const replays = new Map<Viewer, ReplayPlayer>();
	/** The newest request of each viewer while its data are read: an older one is void. */
	const wishes = new Map<Viewer, number>();
	let wished = 0;

	function withdraw(viewer: Viewer): void {
		wishes.delete(viewer);
	}

	function stop(viewer: Viewer): void {
		withdraw(viewer);
		replays.get(viewer)?.stop();
		replays.delete(viewer);
	}

	/** Pending requests count, too: many at once must not all be let through. */
	function isFull(viewer: Viewer): boolean {
		if (replays.has(viewer)) return false;
		const reading = [...wishes.keys()].filter((other) => !replays.has(other));
		return replays.size + reading.length >= MAX_REPLAYS;
	}

	/**
	 * Starts a replay. Until the data have been read, and after a refusal, the viewer stays where it is. `enter` is called
	 * at the change, just before the first packet of the past. Returns undefined when the viewer does not read just then.
	 */
	async function start(
		viewer: Viewer,
		join: PastJoin,
		enter: () => void
	): Promise<Result<PastJoined> | undefined> {
		if (!history) return err('history-absent', 'Fleetcast keeps no history here.');
		if (isFull(viewer)) return err('replays-too-many', 'Too many replays are running.', 5_000);
		const wish = ++wished;
		wishes.set(viewer, wish);
		const read = await readMoment(deps, history, viewer, join);
		if (wishes.get(viewer) !== wish || !viewer.socket.connected)
			return err('join-superseded', 'A later join replaced this one.');
		withdraw(viewer);
		if (!read.ok) return read;
		if (isBacklogged(viewer.socket)) return undefined;
		stop(viewer);
		enter();
		const { moment, replay, oldest } = read.value;
		const grants = replay.begin();
		replays.set(viewer, replay);
		void replay.run();
		return ok({
			tick: moment.tick,
			at: moment.at,
			...ageOf(moment),
			daemon: replay.health(),
			everyMs: tickMs,
			beatMs: tickMs,
			replay: { at: moment.at, speed: join.replay.speed, from: oldest, to: clock.now() },
			topics: grants
		});
	}

	return {
		start,
		/** A later join has come: data still being read for this viewer are void. */
		withdraw,
		/** The viewer returns to the present, or is gone. */
		stop,
		has: (viewer: Viewer) => replays.has(viewer),
		get count(): number {
			return replays.size;
		}
	};
}
export type Replays = ReturnType<typeof createReplays>;

/** Reads the moment that a join requests, and makes the player that continues from it. */
async function readMoment(
	{ clock, sink, tickMs, newEpoch, waitForDrain }: ReplaysDeps,
	history: Pick<History, 'ask' | 'state'>,
	viewer: Viewer,
	join: PastJoin
): Promise<Result<{ moment: KeptMoment; replay: ReplayPlayer; oldest: number }>> {
	const { at, speed } = join.replay;
	const found = await history.ask('moment', { at });
	if (!found.ok) return found;
	const oldest = history.state().ticksFrom;
	const moment = found.value;
	if (!moment || oldest === undefined)
		return err('history-absent', 'No history is kept for that time.');
	const topics = topicSet(join.topics);
	const servers = topics.map(serverOfTopic).filter((name) => name !== undefined);
	const to = [viewer.socket.id];
	const replay = new ReplayPlayer({
		topics,
		moment,
		speed,
		epoch: `past.${newEpoch()}`,
		clock,
		tickMs,
		async stepsAfter(id, count, strideMs) {
			const answer = await history.ask('steps', { id, count, strideMs });
			return answer.ok ? answer.value : [];
		},
		kept: () => history.state(),
		forecastsAt: (time) => forecastsAt(history, servers, time),
		send: (tick) => sink.tick(to, tick),
		daemon: (health) => viewer.socket.emit('daemon', health),
		snapshot: (snapshot) => sink.snapshot(to, snapshot),
		mayStep() {
			if (viewer.backloggedAt !== undefined) return false;
			if (!isBacklogged(viewer.socket)) return true;
			waitForDrain(viewer);
			return false;
		}
	});
	await replay.prepare();
	return ok({ moment, replay, oldest });
}

/** Returns the forecasts kept for a moment; a server without one is left out. */
async function forecastsAt(
	history: Pick<History, 'ask'>,
	servers: readonly string[],
	at: number
): Promise<PastForecasts> {
	const found = await Promise.all(
		servers.map(async (server) => [server, await history.ask('sample', { server, at })] as const)
	);
	return new Map(
		found.flatMap(([server, answer]) => (answer.ok && answer.value ? [[server, answer.value]] : []))
	);
}
