import type { DatabaseSync } from 'node:sqlite';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import type { Keeper, OpenKeeper, Retention } from '../keeper.ts';
import type { KeptTick } from '../kept-tick.ts';
import { hashOf, packKeyframe, packPatches, patchesBetween } from './codec.ts';

/** Ticks from one keyframe to the next: five minutes at 5 s. Any moment is at most this many patches away. */
export const KEYFRAME_EVERY = 60;

/** How many ticks are given up at a time when the file is too large. */
const SHED_TICKS = 10 * KEYFRAME_EVERY;

const TABLES = `
	CREATE TABLE ticks (
		id INTEGER PRIMARY KEY,
		at INTEGER NOT NULL,
		tick INTEGER NOT NULL,
		epoch TEXT NOT NULL,
		data_at INTEGER,
		ok INTEGER NOT NULL,
		keyframe INTEGER NOT NULL,
		hash BLOB NOT NULL,
		body BLOB NOT NULL
	) STRICT;
	CREATE INDEX ticks_at ON ticks (at);
`;

/** Every tick: a keyframe every so many and at each epoch, and merge patches between. */
export const ticksKeeper: Keeper = { name: 'ticks', migrations: [TABLES], open };

interface Last {
	readonly id: number;
	readonly keyframe: number;
	readonly epoch: string;
	readonly states: KeptStates;
	readonly dictionary: Buffer;
}

function open(database: DatabaseSync, retention: Retention): OpenKeeper {
	const insert = database.prepare(
		'INSERT INTO ticks (id, at, tick, epoch, data_at, ok, keyframe, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'
	);
	const newestId = database.prepare('SELECT coalesce(max(id), 0) AS id FROM ticks');
	const firstKeyframe = database.prepare(
		'SELECT id FROM ticks WHERE id = keyframe AND at <= ? ORDER BY id DESC LIMIT 1'
	);
	const oldest = database.prepare('SELECT id, at FROM ticks ORDER BY id LIMIT 1');
	const removeBefore = database.prepare('DELETE FROM ticks WHERE id < ?');
	const keyframeAfter = database.prepare(
		'SELECT id FROM ticks WHERE id = keyframe AND id >= ? ORDER BY id LIMIT 1'
	);
	const idOf = (row: unknown) => (row as { id: number } | undefined)?.id;
	let nextId = (idOf(newestId.get()) ?? 0) + 1;
	// What came before another opening is not known here: each opening begins with a keyframe.
	let last: Last | undefined;

	function keep(tick: KeptTick): void {
		const { states } = tick;
		const id = nextId;
		const follows = last && last.epoch === tick.epoch && id - last.keyframe < KEYFRAME_EVERY;
		const { body, dictionary } =
			last && follows
				? {
						body: packPatches(patchesBetween(last.states, states), last.dictionary),
						dictionary: last.dictionary
					}
				: packKeyframe(states);
		const keyframe = last && follows ? last.keyframe : id;
		const { at, epoch, dataAt = null } = tick;
		insert.run(id, at, tick.tick, epoch, dataAt, Number(tick.ok), keyframe, hashOf(states), body);
		last = { id, keyframe, epoch, states, dictionary };
		nextId++;
	}

	return {
		keep,
		/** Whole keyframes' worth: the tick at the age limit can still be replayed. */
		retain(now) {
			const keyframe = idOf(firstKeyframe.get(now - retention.ticksMs));
			if (keyframe !== undefined) removeBefore.run(keyframe);
		},
		shed() {
			const first = idOf(oldest.get());
			const keyframe = first && idOf(keyframeAfter.get(first + SHED_TICKS));
			if (!keyframe) return false;
			removeBefore.run(keyframe);
			return true;
		},
		kept() {
			const first = oldest.get() as { at: number } | undefined;
			return first ? { ticksFrom: first.at } : {};
		}
	};
}
