import { expect, test } from 'vitest';
import { ageMsAt, isUpdate, nextMsAt, updateOf } from '#client/update.ts';

const slow = { everyMs: 30_000, tickMs: 5_000 };
const patch = {};

test('age grows by the viewer’s own clock from what it was on arrival, whatever date either clock has', () => {
	const update = updateOf({ tick: 7, at: 1_900_000_000_000, age: 3_000 }, 50);
	expect(ageMsAt(50, update)).toBe(3_000);
	expect(ageMsAt(4_050, update)).toBe(7_000);
	expect(ageMsAt(50, updateOf({ tick: 7, at: 0 }, 50))).toBeUndefined();
	expect(ageMsAt(50, undefined)).toBeUndefined();
});

test('a sign of life between two states of a slow cadence does not make what is shown younger', () => {
	const last = updateOf({ tick: 1, at: 100_000, age: 0 }, 0);
	expect(isUpdate({ tick: 4, at: 115_000, patches: [] }, last, slow)).toBe(false);
	expect(isUpdate({ tick: 4, at: 115_000, patches: [patch] }, last, slow)).toBe(true);
});

test('a tick that was due brought the newest states, even when nothing had changed', () => {
	const last = updateOf({ tick: 1, at: 100_000, age: 0 }, 0);
	expect(isUpdate({ tick: 7, at: 127_500, patches: [] }, last, slow)).toBe(true);
	expect(isUpdate({ tick: 7, at: 127_499, patches: [] }, last, slow)).toBe(false);
	expect(isUpdate({ tick: 1, at: 0, patches: [] }, undefined, slow)).toBe(true);
});

test('a tick from before the last one comes from a server whose clock was set back, and is news', () => {
	const last = updateOf({ tick: 1, at: 100_000, age: 0 }, 0);
	expect(isUpdate({ tick: 2, at: 99_000, patches: [] }, last, slow)).toBe(true);
});

test('the countdown ends at nothing and stays there when the next states are late', () => {
	const update = updateOf({ tick: 1, at: 0 }, 1_000);
	expect(nextMsAt(1_000, update, 30_000)).toBe(30_000);
	expect(nextMsAt(21_000, update, 30_000)).toBe(10_000);
	expect(nextMsAt(60_000, update, 30_000)).toBe(0);
	expect(nextMsAt(60_000, undefined, 30_000)).toBeUndefined();
});
