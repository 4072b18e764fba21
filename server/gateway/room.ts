import type { Topic } from '#core/protocol/topic.ts';
import { beatMs } from '#core/freshness.ts';
import type { Position } from './position.ts';
import type { Viewer } from './viewer.ts';

/** The initial state of a new room. */
export interface RoomStart {
	readonly position: Position;
	readonly measuredAt: number | undefined;
	readonly tickMs: number;
	/** When the last tick was; monotonic. */
	readonly at: number;
}

/**
 * The viewers of one set of topics at one cadence; also a Socket.IO room of the same key. `current` hold exactly `position`
 * and share every packet. `apart` hold something else: newcomers who are ahead of a slow room, and viewers whose connection
 * is backlogged. They join `current` once they hold the room's position.
 */
export class Room {
	readonly key: string;
	readonly topics: readonly Topic[];
	readonly everyMs: number;
	readonly beatMs: number;
	readonly current = new Set<Viewer>();
	readonly apart = new Set<Viewer>();
	position: Position;
	/**
	 * The earliest time at which `position` may have been measured, monotonic: a slow room holds older states than the
	 * newest.
	 */
	measuredAt: number | undefined;
	/** When states were last due, and when anything was last sent; monotonic. */
	sentAt: number;
	heardAt: number;

	constructor(key: string, topics: readonly Topic[], everyMs: number, start: RoomStart) {
		this.key = key;
		this.topics = topics;
		this.everyMs = everyMs;
		this.beatMs = beatMs(everyMs, start.tickMs);
		this.position = start.position;
		this.measuredAt = start.measuredAt;
		this.sentAt = start.at;
		this.heardAt = start.at;
	}

	get size(): number {
		return this.current.size + this.apart.size;
	}

	/** Returns what this viewer of the room holds. */
	heldBy(viewer: Viewer): Position {
		return this.current.has(viewer) ? this.position : viewer.position;
	}
}

/** The canonical name of a room. Topics are arbitrary text, so they are quoted. */
export function roomKey(topics: readonly Topic[], everyMs: number): string {
	return `${everyMs} ${JSON.stringify(topics)}`;
}
