import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Direction } from '#core/history/next-event.ts';
import type { Level } from '#core/levels/levels.ts';
import { RECORDERS } from '../../../server/history/recorders.ts';
import { answer } from '../../../server/history/queries.ts';
import type { Store } from '../../../server/history/store.ts';
import { levelTick } from '../../support/derived-history.ts';
import { BEGAN } from '../../support/kept-ticks.ts';
import { HOUR_MS, passTime, StoreHarness } from '../../support/store-harness.ts';

const SECOND_MS = 1_000;
const LONG = { ticksMs: HOUR_MS, minutesMs: 100 * HOUR_MS, hoursMs: 100 * HOUR_MS };
let harness: StoreHarness;
let store: Store;
beforeEach(() => {
	harness = new StoreHarness();
	store = harness.store(RECORDERS, 100_000_000, LONG);
});
afterEach(() => harness.close());

function keep(second: number, levels: Readonly<Record<string, Level>>): void {
	store.keep([levelTick(BEGAN + second * SECOND_MS, levels)]);
}

/** In seconds since the beginning. */
function next(direction: Direction, second: number): number | undefined {
	const question = { direction, at: BEGAN + second * SECOND_MS };
	const { event } = answer(harness.file(), 'nextEvent', question);
	return event && (event.at - BEGAN) / SECOND_MS;
}

test('the change of level next to a moment is found to the tick, however many there are beside it', () => {
	const names = Array.from({ length: 1_200 }, (_, index) => `db${index}`);
	const all = (level: Level) => Object.fromEntries(names.map((name) => [name, level]));
	keep(0, all('healthy'));
	keep(5, { ...all('healthy'), db1: 'critical' });
	keep(10, { ...all('healthy'), db1: 'critical' });
	keep(20, all('warning'));
	keep(50, all('warning'));
	expect(next('before', 50)).toBe(20);
	expect(next('before', 20)).toBe(5);
	expect(next('before', 5)).toBeUndefined();
	expect(next('after', 0)).toBe(5);
	expect(next('after', 4.999)).toBe(5);
	expect(next('after', 5)).toBe(20);
	expect(next('after', 20)).toBeUndefined();
});

test('a change whose ticks are gone is none to go to, though it is still listed', () => {
	keep(0, { db1: 'healthy' });
	keep(5, { db1: 'critical' });
	// Started anew, so that what follows can be read without what was before.
	store.close();
	store.open(BEGAN);
	const late = (2 * HOUR_MS) / SECOND_MS;
	for (let tick = 0; tick < 100; tick++) keep(late + tick * 5, { db1: 'critical' });
	keep(late + 500, { db1: 'warning' });
	passTime(store, BEGAN + (late + 5) * SECOND_MS + HOUR_MS);
	expect(harness.file().prepare('SELECT count(*) AS events FROM level_events').get()).toEqual({
		events: 4
	});
	const from = (Number(store.state(BEGAN).ticksFrom) - BEGAN) / SECOND_MS;
	expect(from).toBeGreaterThan(5);
	expect(next('before', late + 500)).toBe(late);
	expect(next('before', late)).toBeUndefined();
	expect(next('after', 0)).toBe(late);
});
