import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReader } from '../../../server/history/database.ts';
import { answer } from '../../../server/history/queries.ts';
import { rollupsRecorder } from '../../../server/history/rollups/rollups-recorder.ts';
import { simulatedRecorder } from '../../../server/history/simulated-recorder.ts';
import type { Store } from '../../../server/history/store.ts';
import { ticksRecorder } from '../../../server/history/ticks/ticks-recorder.ts';
import { keptTick, TICK_MS } from '../../support/kept-ticks.ts';
import { HOUR_MS, range, StoreHarness } from '../../support/store-harness.ts';

const DAYS_400 = 400 * 24 * HOUR_MS;
const MINUTE_MS = 60_000;
const RECORDERS = [ticksRecorder, rollupsRecorder, simulatedRecorder];

let harness: StoreHarness;
beforeEach(() => void (harness = new StoreHarness()));
afterEach(() => harness.close());

/** Keeps ticks as the writer does, their times off by so much. */
function keep(store: Store, numbers: readonly number[], wrongMs = 0): void {
	for (const number of numbers) {
		const tick = keptTick(number);
		const at = tick.at + wrongMs;
		store.keep([{ ...tick, at }]);
		store.tidy(at);
	}
}

function count(table: string): number {
	return Number(harness.file().prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);
}

test.each([DAYS_400, -DAYS_400, 2 * HOUR_MS])(
	'a clock that is wrong by %i ms for thirty seconds deletes nothing, and now is in every range afterwards',
	(wrongMs) => {
		const store = harness.store(RECORDERS);
		keep(store, range(120));
		const before = { ticks: count('ticks'), minutes: count('fleet_minutes') };
		keep(
			store,
			range(6).map((number) => 120 + number),
			wrongMs
		);
		expect(count('ticks')).toBe(before.ticks + 6);
		expect(count('fleet_minutes')).toBeGreaterThan(before.minutes);
		keep(
			store,
			range(60).map((number) => 126 + number)
		);
		expect(count('ticks')).toBe(before.ticks + 66);
		const database = openReader(harness.dir);
		const { window } = answer(database, 'environment', { range: '30m' });
		database.close();
		const last = keptTick(186).at;
		expect(window.to).toBeLessThanOrEqual(last);
		expect(window.to).toBeGreaterThan(last - MINUTE_MS);
	}
);

test('started with a clock that is wrong, it deletes nothing of what was kept before', () => {
	const before = harness.store(RECORDERS);
	keep(before, range(120));
	before.close();
	const store = harness.store(RECORDERS);
	keep(
		store,
		range(120).map((number) => 120 + number),
		DAYS_400
	);
	expect(count('ticks')).toBe(240);
});

test('after the clock was set back for good, the newest minute is the present one', () => {
	const store = harness.store(RECORDERS);
	keep(store, range(120), 2 * HOUR_MS);
	keep(
		store,
		range(120).map((number) => 120 + number)
	);
	expect(store.state(keptTick(240).at).newestMinute).toBeLessThanOrEqual(keptTick(240).at);
	expect(count('ticks')).toBe(240);
});

test('what is old still goes, wherever a wrong clock left later times between', () => {
	const store = harness.store(RECORDERS);
	keep(store, range(12));
	keep(
		store,
		range(12).map((number) => 12 + number),
		DAYS_400
	);
	keep(
		store,
		range(HOUR_MS / TICK_MS + 120).map((number) => 24 + number)
	);
	const oldest = Number(harness.file().prepare('SELECT min(id) AS id FROM ticks').get()?.['id']);
	expect(oldest).toBeGreaterThan(24);
});

test('a folder that vanishes is noticed with the next tick, and kept in again when it is back', () => {
	const store = harness.store(RECORDERS);
	keep(store, range(3));
	const elsewhere = `${harness.dir}-moved`;
	renameSync(harness.dir, elsewhere);
	keep(store, [4]);
	expect(store.state(keptTick(4).at)).toMatchObject({
		keeping: false,
		reason: 'the folder of the history is gone'
	});
	keep(
		store,
		range(20).map((number) => 4 + number)
	);
	expect(existsSync(harness.dir)).toBe(false);
	renameSync(elsewhere, harness.dir);
	keep(
		store,
		range(20).map((number) => 24 + number)
	);
	expect(store.state(keptTick(44).at).keeping).toBe(true);
	expect(harness.recovered).toBe(1);
	expect(count('ticks')).toBeGreaterThan(3);
	expect(harness.faults).toHaveLength(1);
});

test('where another folder stands in its place, what comes is kept there, and that is said', () => {
	const store = harness.store(RECORDERS);
	keep(store, range(3));
	const elsewhere = join(harness.dir, '..', `${harness.dir.split('/').at(-1)}-other`);
	renameSync(harness.dir, elsewhere);
	mkdirSync(harness.dir);
	keep(store, [4, 5]);
	expect(count('ticks')).toBe(2);
	expect(store.state(keptTick(5).at).keeping).toBe(true);
	expect(harness.faults).toEqual([expect.stringContaining('another than before')]);
});
