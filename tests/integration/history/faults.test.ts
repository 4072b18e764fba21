import { closeSync, openSync, readdirSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Recorder } from '../../../server/history/recorder.ts';
import { momentAt } from '../../../server/history/ticks/read-ticks.ts';
import { ticksRecorder } from '../../../server/history/ticks/ticks-recorder.ts';
import { BEGAN, keptTick } from '../../support/kept-ticks.ts';
import { range, StoreHarness } from '../../support/store-harness.ts';

let harness: StoreHarness;
beforeEach(() => {
	harness = new StoreHarness();
});
afterEach(() => harness.close());

describe('a file', () => {
	test('of an older version is brought to the newest, with what it holds', () => {
		const first = "CREATE TABLE notes (words TEXT) STRICT; INSERT INTO notes VALUES ('kept')";
		const second = 'ALTER TABLE notes ADD COLUMN weight INTEGER NOT NULL DEFAULT 7';
		harness.store([notesRecorder([first])]).close();
		harness.store([notesRecorder([first, second])]).close();
		harness.store([notesRecorder([first, second])]);
		expect(harness.file().prepare('SELECT * FROM notes').all()).toEqual([
			{ words: 'kept', weight: 7 }
		]);
		expect(harness.faults).toEqual([]);
	});

	test('keeps its older version when bringing it to the newest fails half way', () => {
		const first = 'CREATE TABLE notes (words TEXT) STRICT';
		const broken =
			'ALTER TABLE notes ADD COLUMN weight INTEGER; ALTER TABLE notes ADD COLUMN weight INTEGER';
		harness.store([notesRecorder([first])]).close();
		harness.store([notesRecorder([first, broken])]).close();
		expect(harness.faults).toEqual([expect.stringContaining('duplicate column')]);
		expect(harness.file().prepare('SELECT * FROM schema_versions').all()).toEqual([
			{ keeper: 'notes', version: 1 }
		]);
	});

	test('of a newer Fleetcast is set aside, and a new one begun', () => {
		const migration = 'CREATE TABLE notes (words TEXT) STRICT';
		harness.store([notesRecorder([migration, 'SELECT 1'])]).close();
		const store = harness.store([notesRecorder([migration])]);
		expect(store.state(BEGAN).keeping).toBe(true);
		expect(harness.faults).toEqual([
			expect.stringMatching(/set aside as history-set-aside-.*newer/)
		]);
	});

	test.each([
		['is no database', () => writeFileSync(harness.path, 'x'.repeat(50_000))],
		['is broken in the middle', () => scribble()],
		['is cut short', () => truncateSync(harness.path, 20_000)]
	])('that %s is set aside by name, and a new one begun', (_, breakFile) => {
		const before = harness.store();
		for (const tick of range(100)) before.keep([keptTick(tick, { servers: 30 })]);
		before.close();
		breakFile();
		const store = harness.store();
		expect(store.keep([keptTick(101)])).toBe(true);
		expect(harness.faults).toEqual([expect.stringContaining('set aside as history-set-aside-')]);
		expect(setAsideFiles()).toHaveLength(1);
	});

	test.each([
		['found at the start', false],
		['met while it is open', true]
	])(
		'whose damage is %s is named in the log even where no new one can be begun, and is set aside once',
		(_, isOpen) => {
			let full = false;
			// A new file with room for its first pages alone.
			const limited: Recorder = {
				...ticksRecorder,
				get migrations() {
					const limit = `PRAGMA max_page_count = ${full ? 1 : 1_000_000};`;
					return ticksRecorder.migrations.map((sql) => limit + sql);
				}
			};
			const before = harness.store([limited]);
			for (const tick of range(100)) before.keep([keptTick(tick, { servers: 30 })]);
			before.close();
			const opened = isOpen && harness.store([limited]);
			scribble();
			full = true;
			const store = opened || harness.store([limited]);
			store.examine(BEGAN);
			const minutes = [1, 2, 3].map((minute) => keptTick(100 + minute * 12));
			expect(minutes.map((tick) => store.keep([tick]))).toEqual([false, false, false]);
			expect(harness.faults).toEqual([
				expect.stringContaining('set aside as history-set-aside-'),
				expect.stringContaining('the disk is full')
			]);
			full = false;
			expect(store.keep([keptTick(200)])).toBe(true);
			expect(setAsideFiles()).toHaveLength(1);
			expect(store.state(BEGAN).sizeMb).toBeGreaterThan(0.1);
		}
	);

	test('is kept by one process alone', () => {
		harness.store();
		const second = harness.store();
		expect(second.keep([keptTick(1)])).toBe(false);
		expect(second.state(BEGAN)).toMatchObject({
			keeping: false,
			reason: 'another Fleetcast keeps its history in this folder'
		});
	});
});

describe('a disk that is full', () => {
	test('stops the keeping with its reason; it is tried again at a slow rhythm, and goes on', () => {
		let full = true;
		const limited: Recorder = {
			...ticksRecorder,
			open(database, retention) {
				// SQLite takes the size that the file has for the least that can be meant.
				database.exec(`PRAGMA max_page_count = ${full ? 1 : 1_000_000}`);
				return ticksRecorder.open(database, retention);
			}
		};
		const store = harness.store([limited]);
		const kept = range(40).map((tick) => store.keep([keptTick(tick, { servers: 90 })]));
		expect(kept.lastIndexOf(true)).toBeLessThan(2);
		expect(store.state(BEGAN)).toMatchObject({ keeping: false, reason: 'the disk is full' });
		// Forty ticks are two hundred seconds: told once, not at each trial.
		expect(harness.faults).toEqual([expect.stringContaining('the disk is full')]);
		full = false;
		expect(store.keep([keptTick(60)])).toBe(true);
		expect(store.state(BEGAN).keeping).toBe(true);
		expect(harness.recovered).toBe(1);
		expect(momentAt(harness.file(), { at: Infinity })).toMatchObject(keptTick(60));
	});
});

describe('a recorder that throws', () => {
	test('costs the others nothing, leaves nothing of that tick, and is told once', () => {
		const table = 'CREATE TABLE notes (id INTEGER) STRICT';
		const broken: Recorder = {
			name: 'notes',
			migrations: [table],
			open: (database) => ({
				record() {
					database.exec('INSERT INTO notes VALUES (1)');
					throw new Error('a fault of ours');
				},
				retain: () => undefined
			})
		};
		const store = harness.store([broken, ticksRecorder]);
		expect([1, 2, 3].map((tick) => store.keep([keptTick(tick)]))).toEqual([true, true, true]);
		expect(harness.file().prepare('SELECT count(*) AS notes FROM notes').get()).toEqual({
			notes: 0
		});
		expect(harness.file().prepare('SELECT count(*) AS ticks FROM ticks').get()).toEqual({
			ticks: 3
		});
		expect(harness.faults).toEqual(['notes could not keep a tick (a fault of ours)']);
	});
});

function setAsideFiles(): string[] {
	return readdirSync(harness.dir).filter((name) => /^history-set-aside-.*\.sqlite$/.test(name));
}

/** A recorder of its own small table, of the given versions. */
function notesRecorder(
	migrations: readonly string[],
	keep: () => void = () => undefined
): Recorder {
	return { name: 'notes', migrations, open: () => ({ record: keep, retain: () => undefined }) };
}

/** Noise over the middle of the file. */
function scribble(): void {
	const handle = openSync(harness.path, 'r+');
	writeSync(handle, Buffer.alloc(40_000, 0xa5), 0, 40_000, 8_192);
	closeSync(handle);
}
