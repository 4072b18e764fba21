import { expect, test } from 'vitest';
import { nextFigures } from '#view-models/next-hours/figures.ts';
import type { NextRow } from '#view-models/next-hours/rows.ts';
import { isFirstWithin, withinInWords } from '#view-models/next-hours/within.ts';

const row = (server: string, onset: number): NextRow => ({
	server,
	profile: 'Database',
	metric: 'iowait',
	level: 'warning',
	limit: 20,
	told: { metric: 'iowait', crossings: {}, chances: [] },
	onset,
	chance: 45
});
const NEXT = [row('a', 3), row('b', 6), row('c', 12), row('d', 40), row('e', 96)];
const FACTS = {
	rows: { over: [row('o', 0)], next: NEXT },
	all: {
		servers: 50,
		now: 1,
		likely: Array.from({ length: 97 }, (_, step) => step),
		possible: Array.from({ length: 97 }, (_, step) => 2 * step),
		likelyWithin: 9,
		possibleWithin: 40
	},
	came: undefined,
	chance: 30,
	moment: { at: Date.UTC(2026, 0, 1, 5), stepMinutes: 5, zone: 'utc' },
	ahead: 0
} as const;
const told = (facts: Parameters<typeof nextFigures>[0]) =>
	nextFigures(facts).map(({ count, words }) => [count, words]);

test('figures say what is over now, and what is likely within an hour and in all', () => {
	expect(told(FACTS)).toEqual([
		[1, 'over a limit now'],
		[3, 'chance ≥ 30%, 1 h'],
		[5, 'chance ≥ 30%, 8 h'],
		[40, 'possible (p90), 8 h']
	]);
});

test('at another moment they are of that moment, and in a replay say what came then', () => {
	expect(told({ ...FACTS, ahead: 18 })).toEqual([
		[1, 'over a limit now'],
		[18, 'likely over at 06:30Z'],
		[36, 'possibly over at 06:30Z'],
		[40, 'possible (p90), 8 h']
	]);
	const came = { counts: [[{ step: 18, count: 7 }]], over: () => [] };
	expect(told({ ...FACTS, came, ahead: 18 })[3]).toEqual([7, 'came true at 06:30Z']);
});

test('on a phone rows stand under 30 min, 1 h, 4 h and 8 h, each said once', () => {
	const heads = NEXT.flatMap((each, index) =>
		isFirstWithin(NEXT, index) ? [withinInWords(each, 5)] : []
	);
	expect(heads).toEqual(['30 min', '1 h', '4 h', '8 h']);
});
