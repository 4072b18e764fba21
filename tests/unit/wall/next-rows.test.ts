import { expect, test } from 'vitest';
import type { NextRow } from '#view-models/next-hours/rows.ts';
import { nameSize } from '#view-models/wall/name-size.ts';
import { MOST_ROWS, wallRows } from '#view-models/wall/next-rows.ts';

function row(server: string, onset: number): NextRow {
	return {
		server,
		profile: '',
		metric: 'cpu',
		level: 'warning',
		limit: 85,
		told: { metric: 'cpu', crossings: {}, chances: [0, 0, 0, 0, 0, 0, 0, 0, 0] },
		onset,
		chance: 40
	};
}
const rowsOf = (count: number, onset: number) =>
	Array.from({ length: count }, (_, index) => row(`s${onset}-${index}`, onset));

test.each([
	[0, 0, 0, 0],
	[20, 0, 7, 0],
	[0, 20, 0, 7],
	[20, 20, 3, 4],
	[2, 20, 2, 5],
	[20, 1, 6, 1],
	[1, 2, 1, 2]
])('of %i over and %i next, %i and %i have a place; the others are counted', (over, next, a, b) => {
	const shown = wallRows({ over: rowsOf(over, 0), next: rowsOf(next, 3) });
	expect(shown.rows.length).toBeLessThanOrEqual(MOST_ROWS);
	expect(shown.rows.filter(({ onset }) => onset === 0)).toHaveLength(a);
	expect(shown.rows.filter(({ onset }) => onset > 0)).toHaveLength(b);
	expect([shown.moreOver, shown.moreNext]).toEqual([over - a, next - b]);
});

test('all names are as large as the longest allows', () => {
	expect(nameSize([])).toBe('large');
	expect(nameSize([row('ppdb001', 0)])).toBe('large');
	expect(nameSize([row('ppdb001', 0), row('db-primary-eu-west-01', 0)])).toBe('medium');
	expect(nameSize([row('x'.repeat(64), 0)])).toBe('small');
});
