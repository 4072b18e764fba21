import { expect, test } from 'vitest';
import { changesBetween, summaryOf, type LookSummary } from '#view-models/next-hours/last-look.ts';
import type { NextRow } from '#view-models/next-hours/rows.ts';

const row = (server: string, onset: number, level: NextRow['level'] = 'warning'): NextRow => ({
	server,
	profile: 'Database',
	metric: 'iowait',
	level,
	limit: 20,
	told: { metric: 'iowait', crossings: {}, chances: [] },
	onset,
	chance: 45
});
const look = (at: number, servers: LookSummary['servers']): LookSummary => ({ at, servers });
const HOUR_MS = 3_600_000;

test('a summary holds each server once, as urgent as its most urgent row', () => {
	const rows = { over: [row('a', 0), row('b', 0, 'critical')], next: [row('a', 5), row('c', 9)] };
	expect(summaryOf(rows, 7)).toEqual({ at: 7, servers: { a: 2, b: 3, c: 1 } });
});

test('what is new, worse, better and gone is told, the most urgent first; what is as it was is not', () => {
	const before = look(0, { same: 2, rose: 1, fell: 3, left: 2, gone: 1 });
	const after = look(HOUR_MS, { same: 2, rose: 2, fell: 1, later: 1, sooner: 3 });
	expect(changesBetween(before, after)).toEqual({
		since: 0,
		kinds: [
			{ kind: 'new', servers: ['sooner', 'later'] },
			{ kind: 'worse', servers: ['rose'] },
			{ kind: 'better', servers: ['fell'] },
			{ kind: 'gone', servers: ['left', 'gone'] }
		]
	});
});

test('nothing is told where nothing changed, after a short absence, or when a clock was set back', () => {
	const before = look(HOUR_MS, { a: 1 });
	expect(changesBetween(before, look(2 * HOUR_MS, { a: 1 }))).toBeUndefined();
	expect(changesBetween(before, look(HOUR_MS + 59_000, {}))).toBeUndefined();
	expect(changesBetween(before, look(0, {}))).toBeUndefined();
});

test('a server may have any name', () => {
	const changes = changesBetween(look(0, {}), look(HOUR_MS, { ['__proto__']: 1 }));
	expect(changes?.kinds).toEqual([{ kind: 'new', servers: ['__proto__'] }]);
});
