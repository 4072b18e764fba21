import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RECORDERS } from '../../../server/history/recorders.ts';
import type { Store } from '../../../server/history/store.ts';
import { momentAt, stepsAfter } from '../../../server/history/ticks/read-ticks.ts';
import { ticksRecorder } from '../../../server/history/ticks/ticks-recorder.ts';
import { BEGAN, keptTick, sampledTick, TICK_MS } from '../../support/kept-ticks.ts';
import { HOUR_MS, passTime, range, StoreHarness } from '../../support/store-harness.ts';

let harness: StoreHarness;
beforeEach(() => {
	harness = new StoreHarness();
});
afterEach(() => harness.close());

describe('what is kept', () => {
	test('is every tick as it was, across keyframes and runs of Fleetcast', () => {
		const store = harness.store();
		const ticks = range(150).map((tick) =>
			keptTick(tick, { epoch: tick <= 70 ? 'first' : 'second' })
		);
		for (const tick of ticks) store.keep([tick]);
		const database = harness.file();
		expect(ticks.map(({ at }) => momentAt(database, { at }))).toEqual(
			ticks.map((tick, index) => ({ id: index + 1, ...tick }))
		);
	});

	test('begins where the first tick was kept', () => {
		const store = harness.store();
		store.keep([keptTick(5)]);
		expect(momentAt(harness.file(), { at: keptTick(5).at - 1 })).toBeUndefined();
		expect(store.state(BEGAN)).toMatchObject({ keeping: true, ticksFrom: keptTick(5).at });
	});

	test('is deleted when it is too old, but for what the oldest tick that stays is read from', () => {
		const store = harness.store();
		for (const tick of range(150)) store.keep([keptTick(tick)]);
		// The 100th tick is just young enough; its keyframe is the 61st.
		passTime(store, keptTick(100).at + HOUR_MS);
		const database = harness.file();
		expect(store.state(BEGAN).ticksFrom).toBe(keptTick(61).at);
		expect(momentAt(database, { at: keptTick(100).at })).toMatchObject(keptTick(100));
	});

	test('never makes the file much larger than the limit: the oldest go', () => {
		const limit = 3_000_000;
		const store = harness.store([ticksRecorder], limit);
		for (const tick of range(700)) {
			store.keep([keptTick(tick, { servers: 90 })]);
			store.tidy(keptTick(tick).at);
		}
		expect(fileBytes()).toBeLessThanOrEqual(limit);
		expect(store.state(BEGAN)).toMatchObject({ keeping: true });
		expect(momentAt(harness.file(), { at: Infinity })).toMatchObject(
			keptTick(700, { servers: 90 })
		);
	});

	describe('with everything that is kept', () => {
		const MINUTE_MS = 60_000;
		/** Of each kind the oldest that may go. */
		const OLDEST = {
			ticks: 'SELECT min(at) AS at FROM ticks',
			minutes: 'SELECT min(at) AS at FROM server_minutes',
			hours: 'SELECT min(at) AS at FROM server_hours',
			events: 'SELECT min(at) AS at FROM level_events',
			episodes: 'SELECT min(ended_at) AS at FROM episodes',
			samples: 'SELECT min(at) AS at FROM forecast_samples',
			scores: 'SELECT min(hour) AS at FROM server_score_hours'
		};
		const LONG_MS = 100 * HOUR_MS;
		const LONG = { ticksMs: LONG_MS, minutesMs: LONG_MS, hoursMs: LONG_MS };

		/** A tick a minute, each with forecasts, for hours; answers the largest that the file ever was. */
		function keepHours(store: Store, hours: number): number {
			let largest = 0;
			const file = harness.file();
			for (const minute of range(hours * 60)) {
				const at = BEGAN + minute * MINUTE_MS;
				const samples = sampledTick(minute * 12, { servers: 20 });
				store.keep([{ ...samples, tick: minute, at }]);
				store.tidy(at);
				largest = Math.max(largest, fileBytes(file));
			}
			return largest;
		}

		test('the file never grows beyond the limit: every kind is shortened alike, and it is reported once', () => {
			const [limit, hours] = [1_600_000, 6];
			const store = harness.store(RECORDERS, limit, LONG);
			expect(keepHours(store, hours)).toBeLessThanOrEqual(limit);
			const heldMinutes = Object.entries(OLDEST).map(([kind, sql]) => {
				const { at } = harness.file().prepare(sql).get() as { at: number };
				return { kind, minutes: hours * 60 - (at - BEGAN) / MINUTE_MS };
			});
			// A batch of ticks, and a row of hours, is an hour here.
			const least = Math.min(...heldMinutes.map(({ minutes }) => minutes));
			for (const { kind, minutes } of heldMinutes)
				expect({ kind, tooMuch: minutes > least + 90 }).toEqual({ kind, tooMuch: false });
			expect(least).toBeGreaterThan(60);
			expect(harness.faults).toEqual([expect.stringContaining('HISTORY_MAX_MB is reached')]);
			expect(store.state(BEGAN)).not.toHaveProperty('warning');
		});

		test('a limit that cannot be held is reported, once and with what is kept; forecasts that are not due yet stay', () => {
			const store = harness.store(RECORDERS, 100_000, LONG);
			keepHours(store, 2);
			const waiting = harness.file().prepare('SELECT count(*) AS rows FROM forecast_samples').get();
			// As many as the farthest step is away.
			expect(waiting).toEqual({ rows: 96 });
			const overLimit = expect.stringContaining('larger than HISTORY_MAX_MB') as unknown;
			expect(store.state(BEGAN)).toMatchObject({ keeping: true, warning: overLimit });
			expect(harness.faults).toEqual([overLimit]);
		});
	});

	test('gives its space back to the disk when the limit was lowered', () => {
		const large = harness.store();
		for (const tick of range(250)) large.keep([keptTick(tick, { servers: 90 })]);
		large.close();
		const before = fileBytes();
		const small = harness.store([ticksRecorder], before / 2);
		small.tidy(keptTick(250).at);
		expect(fileBytes()).toBeLessThan(before / 2);
		expect(momentAt(harness.file(), { at: Infinity })).toMatchObject(
			keptTick(250, { servers: 90 })
		);
	});
});

describe('steps', () => {
	test('lead from a kept tick to each that follows', () => {
		const store = harness.store();
		for (const tick of range(70)) store.keep([keptTick(tick)]);
		const steps = stepsAfter(harness.file(), { id: 55, count: 10 });
		expect(steps.map(({ id }) => id)).toEqual([56, 57, 58, 59, 60, 61, 62, 63, 64, 65]);
	});

	test('may be wide: the ticks between are one patch, and the newest is sent nevertheless', () => {
		const store = harness.store();
		for (const tick of range(70)) store.keep([keptTick(tick)]);
		const steps = stepsAfter(harness.file(), { id: 1, count: 10, strideMs: 20 * TICK_MS });
		expect(steps.map(({ id }) => id)).toEqual([21, 41, 61, 70]);
	});

	test('do not stand still where the clock was set back', () => {
		const store = harness.store();
		store.keep([keptTick(100)]);
		store.keep([{ ...keptTick(101), at: BEGAN }]);
		expect(stepsAfter(harness.file(), { id: 1, count: 5 })).toMatchObject([{ id: 2, at: BEGAN }]);
	});
});

function fileBytes(file = harness.file()): number {
	return Number(file.prepare('PRAGMA page_count').get()?.['page_count']) * 4_096;
}

test('a file from before, with a fingerprint beside each tick, loses that and keeps every tick', () => {
	const before = harness.store();
	const ticks = range(3).map((tick) => keptTick(tick));
	for (const tick of ticks) before.keep([tick]);
	before.close();
	const old = new DatabaseSync(harness.path);
	old.exec("ALTER TABLE ticks ADD COLUMN hash BLOB NOT NULL DEFAULT x'00'");
	old.exec("UPDATE schema_versions SET version = 1 WHERE keeper = 'ticks'");
	old.close();

	expect(harness.store().keep([keptTick(4)])).toBe(true);
	expect(harness.faults).toEqual([]);
	const file = harness.file();
	expect(
		file.prepare("SELECT name FROM pragma_table_info('ticks') WHERE name = 'hash'").all()
	).toEqual([]);
	expect([...ticks, keptTick(4)].map(({ at }) => momentAt(file, { at }))).toEqual(
		[...ticks, keptTick(4)].map((tick, index) => ({ id: index + 1, ...tick }))
	);
});
