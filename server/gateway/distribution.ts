import type { Snapshot, Tick } from '#core/protocol/messages.ts';
import type { Ledger } from '../state/ledger.ts';
import type { TickHead } from '../state/current-state.ts';
import { isBacklogged, onceDrained } from './backlog.ts';
import { isDue } from './cadence.ts';
import { deliveryBetween, gainsTopic, isAhead, newestPosition, type Position } from './position.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import type { Viewer } from './viewer.ts';

/** Writes to one Socket.IO room or to single sockets by their ids; all get the same encoded frame. */
export interface PacketSink {
	snapshot(to: string | readonly string[], snapshot: Snapshot): void;
	tick(to: string | readonly string[], tick: Tick): void;
}

export interface DistributionDeps {
	readonly rooms: Rooms;
	readonly sink: PacketSink;
	readonly tickMs: number;
	/** Monotonic, in ms. */
	readonly now: () => number;
	/** The number of the tick, its time, and the age of what was measured at `measuredAt`. */
	readonly head: (measuredAt: number | undefined) => TickHead;
	/** The earliest time at which the newest states may have been measured. */
	readonly measuredAt: () => number | undefined;
	readonly onBacklogged: (viewer: Viewer) => void;
	/** Called when a viewer is no longer backlogged, before it gets what it missed. */
	readonly onDrained: (viewer: Viewer) => void;
	readonly onConflated: () => void;
	/** A room could not be served because of a bug of ours; the other rooms are not affected. */
	readonly onBroken: (error: unknown) => void;
}

/** Decides which viewer gets what in a tick: one packet per viewer and tick, and none before the previous one has left. */
export function createDistribution(deps: DistributionDeps) {
	const { rooms, tickMs } = deps;
	let publishedAt = deps.now();

	function stepAside(viewer: Viewer, room: Room): void {
		stepOut(viewer, room);
		waitForDrain(viewer);
	}

	function waitForDrain(viewer: Viewer): void {
		if (viewer.backloggedAt !== undefined) return;
		viewer.backloggedAt = deps.now();
		deps.onBacklogged(viewer);
		onceDrained(viewer.socket, () => drained(viewer));
	}

	/** Sends the newest state in one packet, however many ticks were missed. */
	function drained(viewer: Viewer): void {
		if (!viewer.socket.connected || viewer.backloggedAt === undefined) return;
		if (isBacklogged(viewer.socket)) return onceDrained(viewer.socket, () => drained(viewer));
		viewer.backloggedAt = undefined;
		deps.onDrained(viewer);
		const room = rooms.of(viewer);
		if (!room?.apart.has(viewer)) return;
		if (isAhead(viewer.position, room.position)) return;
		deliver(deps, [viewer.socket.id], viewer.position, room);
		deps.onConflated();
		stepIn(viewer, room);
	}

	function publishRoom(room: Room, ledger: Ledger, due: boolean): void {
		const { tick } = deps.head(undefined);
		for (const viewer of room.current) if (isBacklogged(viewer.socket)) stepAside(viewer, room);
		const target = due ? newestPosition(ledger, room.topics, tick, room.position) : room.position;
		const measuredAt = due ? deps.measuredAt() : room.measuredAt;
		if (room.current.size) deliver(deps, room.key, room.position, { position: target, measuredAt });
		room.position = target;
		room.measuredAt = measuredAt;
		room.heardAt = publishedAt;
		if (due) room.sentAt = publishedAt;
		publishApart(room);
	}

	/** Viewers that hold the same states get the same packet. Those ahead of a slow room get only the heartbeat. */
	function publishApart(room: Room): void {
		const reading: Viewer[] = [];
		for (const viewer of room.apart) {
			if (viewer.backloggedAt !== undefined) continue;
			if (isBacklogged(viewer.socket)) waitForDrain(viewer);
			else reading.push(viewer);
		}
		for (const [held, viewers] of Map.groupBy(reading, ({ position }) => position)) {
			const ahead = isAhead(held, room.position);
			const to = viewers.map(({ socket }) => socket.id);
			deliver(deps, to, held, ahead ? { position: held, measuredAt: oldest(viewers) } : room);
			if (!ahead) for (const viewer of viewers) stepIn(viewer, room);
		}
	}

	return {
		/** Publishes one tick. `forced`: to everyone whatever their cadence, because a refresh was requested. */
		publish(ledger: Ledger, forced: boolean): void {
			publishedAt = deps.now();
			for (const room of rooms.all()) {
				const due =
					forced ||
					isDue(publishedAt, room.sentAt, room.everyMs, tickMs) ||
					gainsTopic(room.position, ledger, room.topics);
				if (!due && !isDue(publishedAt, room.heardAt, room.beatMs, tickMs)) continue;
				try {
					publishRoom(room, ledger, due);
				} catch (error) {
					deps.onBroken(error);
				}
			}
		},
		/** When the last tick was, monotonic: a new room counts its cadence from there, not from when the viewer came. */
		publishedAt: () => publishedAt,
		/** Puts a viewer that holds `position` into its room. */
		settle(viewer: Viewer, room: Room, position: Position): void {
			viewer.roomKey = room.key;
			viewer.position = position;
			viewer.measuredAt = deps.measuredAt();
			if (position === room.position) stepIn(viewer, room);
			else room.apart.add(viewer);
		},
		waitForDrain
	};
}
export type Distribution = ReturnType<typeof createDistribution>;

/** The viewer gets what its room gets. */
function stepIn(viewer: Viewer, room: Room): void {
	room.apart.delete(viewer);
	room.current.add(viewer);
	viewer.backloggedAt = undefined;
	void viewer.socket.join(room.key);
}

/** The viewer gets packets of its own, from what it has now. */
function stepOut(viewer: Viewer, room: Room): void {
	room.current.delete(viewer);
	room.apart.add(viewer);
	viewer.position = room.position;
	viewer.measuredAt = room.measuredAt;
	void viewer.socket.leave(room.key);
}

/** Sends the patches that lead from `from` to a position, with its age. A packet without patches is the heartbeat. */
function deliver(
	{ sink, head }: DistributionDeps,
	to: string | readonly string[],
	from: Position,
	{ position, measuredAt }: Pick<Room, 'position' | 'measuredAt'>
): void {
	const { snapshots, patches } = deliveryBetween(from, position);
	for (const snapshot of snapshots) sink.snapshot(to, snapshot);
	sink.tick(to, { ...head(measuredAt), patches: [...patches] });
}

/**
 * Viewers with the same states may have got them at different times: the age sent must not be too young for any of them.
 */
function oldest(viewers: readonly Viewer[]): number | undefined {
	const known = viewers.flatMap(({ measuredAt }) => measuredAt ?? []);
	return known.length === viewers.length ? Math.min(...known) : undefined;
}
