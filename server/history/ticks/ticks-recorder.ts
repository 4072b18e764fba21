import type { DatabaseSync } from 'node:sqlite';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import type { Recorder, OpenRecorder, Retention } from '../recorder.ts';
import { partOf } from '../prunable.ts';
import { patchesBetween } from '../kept-patches.ts';
import { packKeyframe, packPatches } from './codec.ts';

/**
 * Ticks per keyframe: five minutes at 5 s. A tick's patches start from its keyframe, not from the previous tick: any tick
 * is two rows away. Since most numbers of a fleet change in every tick, that costs an eighth more bytes.
 */
const KEYFRAME_EVERY = 60;

/** How many ticks are deleted at a time, once a minute, so that no deletion delays the next tick. */
const REMOVED_AT_ONCE = 20 * KEYFRAME_EVERY;

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

/** The fingerprint of a tick's states was written and never read. */
const WITHOUT_HASH = 'ALTER TABLE ticks DROP COLUMN hash';

/**
 * Records every tick: regular keyframes, another at each epoch, and for each tick in between patches from its keyframe.
 */
export const ticksRecorder: Recorder = { name: 'ticks', migrations: [TABLES, WITHOUT_HASH], open };

interface Keyframe {
	readonly id: number;
	readonly epoch: string;
	readonly states: KeptStates;
	readonly dictionary: Buffer;
}

function open(database: DatabaseSync, retention: Retention): OpenRecorder {
	const insert = database.prepare(
		'INSERT INTO ticks (id, at, tick, epoch, data_at, ok, keyframe, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
	);
	const newestId = database.prepare('SELECT max(id) AS id FROM ticks');
	const oldest = database.prepare('SELECT id, at FROM ticks ORDER BY id LIMIT 1');
	// By order, because times may jump where a clock was set. A tick from the future stays until its successors are old.
	const firstToStay = database.prepare(
		`SELECT id FROM ticks AS tick WHERE at >= ?1 AND NOT (at > ?2 AND EXISTS (SELECT 1 FROM ticks WHERE id > tick.id AND at < ?1))
		 ORDER BY id LIMIT 1`
	);
	const newestTick = database.prepare('SELECT at FROM ticks ORDER BY id DESC LIMIT 1');
	const keyframeOf = database.prepare(
		'SELECT keyframe AS id FROM ticks WHERE id <= ? ORDER BY id DESC LIMIT 1'
	);
	const removeBefore = database.prepare('DELETE FROM ticks WHERE id < ?');
	const idOf = (row: unknown) => (row as { id: number | null } | undefined)?.id ?? undefined;
	let nextId = (idOf(newestId.get()) ?? 0) + 1;
	// Keyframes of an earlier opening are unknown: each opening begins with a new one.
	let keyframe: Keyframe | undefined;

	const first = () => oldest.get() as { readonly id: number; readonly at: number } | undefined;

	/** Deletes keyframe by keyframe, so that the rest stays readable. Returns whether anything was deleted. */
	function remove(before: number, atOnce = REMOVED_AT_ONCE): boolean {
		const from = first()?.id;
		if (from === undefined) return false;
		const beyond = from + Math.min(atOnce, REMOVED_AT_ONCE);
		const to = Math.min(before, idOf(keyframeOf.get(beyond)) ?? from);
		if (to <= from) return false;
		removeBefore.run(to);
		return true;
	}

	return {
		record({ states, tick, at, epoch, measuredAt = null, ok }) {
			const id = nextId;
			const follows = keyframe?.epoch === epoch && id - keyframe.id < KEYFRAME_EVERY;
			if (!keyframe || !follows) {
				const { body, dictionary } = packKeyframe(states);
				insert.run(id, at, tick, epoch, measuredAt, Number(ok), id, body);
				keyframe = { id, epoch, states, dictionary };
			} else {
				const body = packPatches(patchesBetween(keyframe.states, states), keyframe.dictionary);
				insert.run(id, at, tick, epoch, measuredAt, Number(ok), keyframe.id, body);
			}
			nextId++;
		},
		/** The tick at the age limit can still be read, so its keyframe stays. */
		retain(now) {
			const stays = idOf(firstToStay.get(now - retention.ticksMs, now)) ?? nextId;
			remove(idOf(keyframeOf.get(stays - 1)) ?? 0);
		},
		newest: () => (newestTick.get() as { readonly at: number } | undefined)?.at,
		prunable: [
			{
				retentionMs: retention.ticksMs,
				oldest: () => first()?.at,
				prune() {
					const held = nextId - (first()?.id ?? nextId);
					return remove(Infinity, Math.max(KEYFRAME_EVERY, partOf(held)));
				}
			}
		],
		kept() {
			const from = first()?.at;
			return from === undefined ? {} : { ticksFrom: from };
		}
	};
}
