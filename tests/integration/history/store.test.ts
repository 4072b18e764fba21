import {
	closeSync,
	openSync,
	readdirSync,
	rmSync,
	truncateSync,
	writeFileSync,
	writeSync
} from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Keeper } from '../../../server/history/keeper.ts';
import { Store } from '../../../server/history/store.ts';
import { momentAt, stepsAfter } from '../../../server/history/ticks/read-ticks.ts';
import { ticksKeeper } from '../../../server/history/ticks/ticks-keeper.ts';
import { BEGAN, keptTick, TICK_MS } from '../../support/kept-ticks.ts';

const HOUR_MS = 3_600_000;
const RETENTION = { ticksMs: HOUR_MS, minutesMs: HOUR_MS, hoursMs: HOUR_MS };

let dir: string;
let faults: string[];
let recovered: number;
const open: { close(): void }[] = [];

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fleetcast-store-'));
	faults = [];
	recovered = 0;
});

afterEach(() => {
	for (const each of open.splice(0)) each.close();
	rmSync(dir, { recursive: true });
});

function storeOf(keepers: readonly Keeper[] = [ticksKeeper], maxBytes = 100_000_000): Store {
	const store = new Store(
		keepers,
		{ dir, retention: RETENTION, maxBytes },
		{
			onFault: (message, detail) => void faults.push(`${message} (${detail ?? ''})`),
			onRecovered: () => void recovered++,
			onOpened: () => undefined
		}
	);
	open.push(store);
	store.open(BEGAN);
	return store;
}

function file(): DatabaseSync {
	const database = new DatabaseSync(join(dir, 'history.sqlite'));
	open.push(database);
	return database;
}

/** A keeper of its own small table, of the given versions. */
function notesKeeper(migrations: readonly string[], keep: () => void = () => undefined): Keeper {
	return { name: 'notes', migrations, open: () => ({ keep, retain: () => undefined }) };
}

describe('what is kept', () => {
	test('is every tick as it was, across keyframes and runs of Fleetcast', () => {
		const store = storeOf();
		const ticks = range(150).map((tick) =>
			keptTick(tick, { epoch: tick <= 70 ? 'first' : 'second' })
		);
		for (const tick of ticks) store.keep([tick]);
		const database = file();
		expect(ticks.map(({ at }) => momentAt(database, { at }))).toEqual(
			ticks.map((tick, index) => ({ id: index + 1, ...tick }))
		);
	});

	test('begins where the first tick was kept', () => {
		const store = storeOf();
		store.keep([keptTick(5)]);
		expect(momentAt(file(), { at: keptTick(5).at - 1 })).toBeUndefined();
		expect(store.state()).toMatchObject({ keeping: true, ticksFrom: keptTick(5).at });
	});

	test('is deleted when it is too old, but for what the oldest tick that stays is read from', () => {
		const store = storeOf();
		for (const tick of range(150)) store.keep([keptTick(tick)]);
		// The 100th tick is just young enough; its keyframe is the 61st.
		store.tidy(keptTick(100).at + HOUR_MS);
		const database = file();
		expect(store.state().ticksFrom).toBe(keptTick(61).at);
		expect(momentAt(database, { at: keptTick(100).at })).toMatchObject(keptTick(100));
	});

	test('never makes the file much larger than the limit: the oldest go', () => {
		const limit = 3_000_000;
		const store = storeOf([ticksKeeper], limit);
		for (const tick of range(700)) {
			store.keep([keptTick(tick, { servers: 90 })]);
			store.tidy(keptTick(tick).at);
		}
		const pages = file().prepare('PRAGMA page_count').get()?.['page_count'];
		expect(Number(pages) * 4_096).toBeLessThanOrEqual(limit);
		expect(store.state()).toMatchObject({ keeping: true });
		expect(momentAt(file(), { at: Infinity })).toMatchObject(keptTick(700, { servers: 90 }));
	});
});

describe('steps', () => {
	test('lead from a kept tick to each that follows', () => {
		const store = storeOf();
		for (const tick of range(70)) store.keep([keptTick(tick)]);
		const steps = stepsAfter(file(), { id: 55, count: 10 });
		expect(steps.map(({ id }) => id)).toEqual([56, 57, 58, 59, 60, 61, 62, 63, 64, 65]);
	});

	test('may be wide: the ticks between are one patch, and the newest is told all the same', () => {
		const store = storeOf();
		for (const tick of range(70)) store.keep([keptTick(tick)]);
		const steps = stepsAfter(file(), { id: 1, count: 10, strideMs: 20 * TICK_MS });
		expect(steps.map(({ id }) => id)).toEqual([21, 41, 61, 70]);
	});

	test('do not stand still where the clock was set back', () => {
		const store = storeOf();
		store.keep([keptTick(100)]);
		store.keep([{ ...keptTick(101), at: BEGAN }]);
		expect(stepsAfter(file(), { id: 1, count: 5 })).toMatchObject([{ id: 2, at: BEGAN }]);
	});
});

describe('a file', () => {
	test('of an older version is brought to the newest, with what it holds', () => {
		const first = "CREATE TABLE notes (words TEXT) STRICT; INSERT INTO notes VALUES ('kept')";
		const second = 'ALTER TABLE notes ADD COLUMN weight INTEGER NOT NULL DEFAULT 7';
		storeOf([notesKeeper([first])]).close();
		storeOf([notesKeeper([first, second])]).close();
		storeOf([notesKeeper([first, second])]);
		expect(file().prepare('SELECT * FROM notes').all()).toEqual([{ words: 'kept', weight: 7 }]);
		expect(faults).toEqual([]);
	});

	test('keeps its older version when bringing it to the newest fails half way', () => {
		const first = 'CREATE TABLE notes (words TEXT) STRICT';
		const broken =
			'ALTER TABLE notes ADD COLUMN weight INTEGER; ALTER TABLE notes ADD COLUMN weight INTEGER';
		storeOf([notesKeeper([first])]).close();
		storeOf([notesKeeper([first, broken])]).close();
		expect(faults).toEqual([expect.stringContaining('duplicate column')]);
		expect(file().prepare('SELECT * FROM schema_versions').all()).toEqual([
			{ keeper: 'notes', version: 1 }
		]);
	});

	test('of a newer Fleetcast is set aside, and a new one begun', () => {
		const migration = 'CREATE TABLE notes (words TEXT) STRICT';
		storeOf([notesKeeper([migration, 'SELECT 1'])]).close();
		const store = storeOf([notesKeeper([migration])]);
		expect(store.state().keeping).toBe(true);
		expect(faults).toEqual([expect.stringMatching(/set aside as history-set-aside-.*newer/)]);
	});

	test.each([
		['is no database', () => writeFileSync(join(dir, 'history.sqlite'), 'x'.repeat(50_000))],
		['is broken in the middle', () => scribble()],
		['is cut short', () => truncateSync(join(dir, 'history.sqlite'), 20_000)]
	])('that %s is set aside by name, and a new one begun', (_, breakFile) => {
		const before = storeOf();
		for (const tick of range(100)) before.keep([keptTick(tick, { servers: 30 })]);
		before.close();
		breakFile();
		const store = storeOf();
		expect(store.keep([keptTick(101)])).toBe(true);
		expect(faults).toEqual([expect.stringContaining('set aside as history-set-aside-')]);
		expect(readdirSync(dir).filter((name) => name.startsWith('history-set-aside-'))).toHaveLength(
			1
		);
	});

	test('is kept by one process alone', () => {
		storeOf();
		const second = storeOf();
		expect(second.keep([keptTick(1)])).toBe(false);
		expect(second.state()).toMatchObject({
			keeping: false,
			reason: 'another Fleetcast keeps its history in this folder'
		});
	});
});

describe('a disk that is full', () => {
	test('stops the keeping with its reason; it is tried again at a slow rhythm, and goes on', () => {
		let full = true;
		const limited: Keeper = {
			...ticksKeeper,
			open(database, retention) {
				// SQLite takes the size that the file has for the least that can be meant.
				database.exec(`PRAGMA max_page_count = ${full ? 1 : 1_000_000}`);
				return ticksKeeper.open(database, retention);
			}
		};
		const store = storeOf([limited]);
		const kept = range(40).map((tick) => store.keep([keptTick(tick, { servers: 90 })]));
		expect(kept.lastIndexOf(true)).toBeLessThan(2);
		expect(store.state()).toMatchObject({ keeping: false, reason: 'the disk is full' });
		// Forty ticks are two hundred seconds: told once, not at each trial.
		expect(faults).toEqual([expect.stringContaining('the disk is full')]);
		full = false;
		expect(store.keep([keptTick(60)])).toBe(true);
		expect(store.state().keeping).toBe(true);
		expect(recovered).toBe(1);
		expect(momentAt(file(), { at: Infinity })).toMatchObject(keptTick(60));
	});
});

describe('a keeper that throws', () => {
	test('costs the others nothing, leaves nothing of that tick, and is told once', () => {
		const table = 'CREATE TABLE notes (id INTEGER) STRICT';
		const broken: Keeper = {
			name: 'notes',
			migrations: [table],
			open: (database) => ({
				keep() {
					database.exec('INSERT INTO notes VALUES (1)');
					throw new Error('a fault of ours');
				},
				retain: () => undefined
			})
		};
		const store = storeOf([broken, ticksKeeper]);
		expect([1, 2, 3].map((tick) => store.keep([keptTick(tick)]))).toEqual([true, true, true]);
		expect(file().prepare('SELECT count(*) AS notes FROM notes').get()).toEqual({ notes: 0 });
		expect(file().prepare('SELECT count(*) AS ticks FROM ticks').get()).toEqual({ ticks: 3 });
		expect(faults).toEqual(['notes could not keep a tick (a fault of ours)']);
	});
});

function range(count: number): number[] {
	return Array.from({ length: count }, (_, index) => index + 1);
}

/** Noise over the middle of the file. */
function scribble(): void {
	const handle = openSync(join(dir, 'history.sqlite'), 'r+');
	writeSync(handle, Buffer.alloc(40_000, 0xa5), 0, 40_000, 8_192);
	closeSync(handle);
}
