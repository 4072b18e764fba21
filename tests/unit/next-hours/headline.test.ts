import { expect, test } from 'vitest';
import { headlineOf } from '#view-models/next-hours/headline.ts';
import type { NextRow } from '#view-models/next-hours/rows.ts';

const ROW: NextRow = {
	server: 'ppdb093',
	profile: 'Database',
	metric: 'iowait',
	level: 'warning',
	limit: 20,
	told: { metric: 'iowait', crossings: {}, chances: [] },
	onset: 5,
	chance: 45
};
const FACTS = {
	rows: { over: [], next: [] },
	chance: 30,
	stepMinutes: 5,
	at: Date.UTC(2026, 0, 1, 4, 39, 30),
	zone: 'utc',
	warming: 0
} as const;

test('the first server to break is named with its limit, its time and its chance', () => {
	expect(headlineOf({ ...FACTS, rows: { over: [], next: [ROW] } })).toEqual({
		kind: 'next',
		row: ROW,
		words: 'I/O wait over 20%',
		detail: 'Its chance reaches 30% in 25 min, at 05:04Z, and is at most 45% within 8 h.'
	});
});

test('with servers over a limit nothing is called calm', () => {
	const headline = headlineOf({ ...FACTS, rows: { over: [{ ...ROW, onset: 0 }], next: [] } });
	expect(headline.kind).toBe('over');
	expect(headline.words).toBe('1 server is over a limit now, and no other is about to be');
});

test('while servers have no forecast, that nothing comes is not known', () => {
	const headline = headlineOf({ ...FACTS, warming: 3 });
	expect(headline).toMatchObject({ kind: 'warming', words: '3 servers have no forecast yet' });
	expect(headlineOf({ ...FACTS, warming: 3, rows: { over: [], next: [ROW] } }).kind).toBe('next');
});

test('a calm fleet is said to be so, for the time that is known', () => {
	expect(headlineOf(FACTS)).toEqual({
		kind: 'calm',
		words: 'No server is about to be over a limit',
		detail: 'None is over one now, and none has a chance of 30% within 8 h.'
	});
});
