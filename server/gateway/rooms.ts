import type { Topic } from '#core/protocol/topic.ts';
import { Room, roomKey, type RoomStart } from './room.ts';
import type { Viewer } from './viewer.ts';

/** The rooms, their viewers, and the topics that are watched. */
export class Rooms {
	readonly #rooms = new Map<string, Room>();
	readonly #watchers = new Map<Topic, number>();

	/** Returns the room for these topics at this cadence, created from `start` if it is new. */
	find(topics: readonly Topic[], everyMs: number, start: RoomStart): Room {
		const key = roomKey(topics, everyMs);
		const known = this.#rooms.get(key);
		if (known) return known;
		const room = new Room(key, topics, everyMs, start);
		this.#rooms.set(key, room);
		for (const topic of topics) this.#watchers.set(topic, (this.#watchers.get(topic) ?? 0) + 1);
		return room;
	}

	/** The room that the viewer is in. */
	of({ roomKey }: Viewer): Room | undefined {
		return roomKey === undefined ? undefined : this.#rooms.get(roomKey);
	}

	/** Takes the viewer out of its room and removes an empty room. */
	leave(viewer: Viewer): void {
		const room = this.of(viewer);
		if (!room) return;
		room.current.delete(viewer);
		room.apart.delete(viewer);
		viewer.roomKey = undefined;
		if (room.size > 0) return;
		this.#rooms.delete(room.key);
		for (const topic of room.topics) {
			const left = (this.#watchers.get(topic) ?? 1) - 1;
			if (left > 0) this.#watchers.set(topic, left);
			else this.#watchers.delete(topic);
		}
	}

	all(): Iterable<Room> {
		return this.#rooms.values();
	}

	get count(): number {
		return this.#rooms.size;
	}

	isWatched(topic: Topic): boolean {
		return this.#watchers.has(topic);
	}

	watched(): ReadonlySet<Topic> {
		return new Set(this.#watchers.keys());
	}
}
