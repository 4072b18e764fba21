import { expect, test } from 'vitest';
import { PAST_STEPS, shareAt, stepOf } from '#view-models/next-hours/axis.ts';
import type { NextRow } from '#view-models/next-hours/rows.ts';
import { whenInFull, whenInShort } from '#view-models/next-hours/when.ts';

const AT = Date.UTC(2026, 0, 1, 4, 52, 30);
const MINUTE = 60_000;
const MOMENT = { at: AT, stepMinutes: 5, zone: 'utc' } as const;
const ROW: NextRow = {
	server: 'ppdb093',
	profile: 'Database',
	metric: 'iowait',
	level: 'warning',
	limit: 20,
	told: { metric: 'iowait', crossings: {}, chances: [] },
	onset: 0,
	chance: 45
};
const overFor = (minutes: number) => ({ ...ROW, since: { at: AT - minutes * MINUTE } });

test('what is over now says for how long, and since when', () => {
	expect(whenInShort(overFor(40.4), MOMENT)).toBe('over for 40 min');
	expect(whenInFull(overFor(40.4), MOMENT)).toBe('over since 04:12Z');
	expect(whenInShort(overFor(0.5), MOMENT)).toBe('over for < 1 min');
	expect(whenInShort(overFor(26 * 60), MOMENT)).toBe('over for 1 d 2 h');
});

test('a beginning that was not seen is said to be at least so long ago, or nothing is said', () => {
	const unseen = (minutes: number) => ({
		...ROW,
		since: { at: AT - minutes * MINUTE, atLeast: true as const }
	});
	expect(whenInShort(unseen(40), MOMENT)).toBe('over for ≥ 40 min');
	expect(whenInFull(unseen(40), MOMENT)).toBe('over since 04:12Z or before');
	expect(whenInShort(unseen(0), MOMENT)).toBe('over now');
	expect([whenInShort(ROW, MOMENT), whenInFull(ROW, MOMENT)]).toEqual(['over now', undefined]);
});

test('what is to come says in how long, and when', () => {
	const row = { ...ROW, onset: 5 };
	expect(whenInShort(row, MOMENT)).toBe('in 25 min');
	expect(whenInFull(row, MOMENT)).toBe('in 25 min, at 05:17Z');
	expect(whenInFull(row, { ...MOMENT, at: undefined })).toBe('in 25 min');
});

test('the axis begins an hour ago and ends with the forecast; what began before fills the hour', () => {
	expect([shareAt(-PAST_STEPS), shareAt(96)]).toEqual([0, 1]);
	expect(stepOf(AT - 30 * MINUTE, AT, 5)).toBe(-6);
	expect(stepOf(AT - 300 * MINUTE, AT, 5)).toBe(-PAST_STEPS);
	expect(stepOf(AT + MINUTE, AT, 5)).toBe(0);
});
