import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { momentAt, stepsAfter } from '../../../server/history/ticks/read-ticks.ts';
import { ticksKeeper } from '../../../server/history/ticks/ticks-keeper.ts';
import { BEGAN, keptTick, TICK_MS } from '../../support/kept-ticks.ts';
import { HOUR_MS, range, StoreHarness } from '../../support/store-harness.ts';

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
		store.tidy(keptTick(100).at + HOUR_MS);
		const database = harness.file();
		expect(store.state(BEGAN).ticksFrom).toBe(keptTick(61).at);
		expect(momentAt(database, { at: keptTick(100).at })).toMatchObject(keptTick(100));
	});

	test('never makes the file much larger than the limit: the oldest go', () => {
		const limit = 3_000_000;
		const store = harness.store([ticksKeeper], limit);
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

	test('gives its space back to the disk when the limit was lowered', () => {
		const large = harness.store();
		for (const tick of range(250)) large.keep([keptTick(tick, { servers: 90 })]);
		large.close();
		const before = fileBytes();
		const small = harness.store([ticksKeeper], before / 2);
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

	test('may be wide: the ticks between are one patch, and the newest is told all the same', () => {
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

function fileBytes(): number {
	return Number(harness.file().prepare('PRAGMA page_count').get()?.['page_count']) * 4_096;
}
