import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dialPoint } from '#view-models/gauge.ts';
import {
	copyText,
	filterRows,
	headGroups,
	pressHead,
	readTableSort,
	visibleRows,
	sortRows,
	visibleSpan,
	writeTableSort,
	type Column
} from '#view-models/table.ts';

interface Row {
	readonly name: string;
	readonly cpu?: number;
}
const COLUMNS: readonly Column<Row>[] = [
	{ id: 'name', title: 'Server', text: ({ name }) => name },
	{
		id: 'cpu',
		title: 'CPU, %',
		numeric: true,
		text: ({ cpu }) => (cpu === undefined ? '–' : cpu.toFixed(1)),
		order: ({ cpu }) => cpu
	}
];
const ROWS: readonly Row[] = [
	{ name: 'ppweb001', cpu: 9 },
	{ name: 'ppdb001', cpu: 81.5 },
	{ name: 'ppml0001' },
	{ name: 'PPDB002', cpu: 10 }
];
const names = (rows: readonly Row[]) => rows.map(({ name }) => name);

const NAME = COLUMNS[0] as Column<Row>;
const GROUPED: readonly Column<Row>[] = [
	NAME,
	...['now', 'change'].map((title) => ({
		id: `cpu-${title}`,
		title,
		group: 'CPU %',
		text: ({ cpu = 0 }: Row) => String(cpu)
	})),
	{ id: 'memory-now', title: 'now', group: 'Memory %', text: () => '1' },
	{ ...NAME, id: 'other' }
];

describe('columns under a common head', () => {
	test('are grouped as they stand beside each other; others stand alone', () => {
		expect(
			headGroups(GROUPED).map(({ title, columns }) => [title, columns.map(({ id }) => id)])
		).toEqual([
			[undefined, ['name']],
			['CPU %', ['cpu-now', 'cpu-change']],
			['Memory %', ['memory-now']],
			[undefined, ['other']]
		]);
		expect(headGroups(COLUMNS).every(({ title }) => title === undefined)).toBe(true);
	});

	test('are copied with both heads', () => {
		expect(copyText([], GROUPED)).toBe('Server\tCPU % now\tCPU % change\tMemory % now\tServer');
	});
});

describe('a table', () => {
	test('sorts numbers as numbers; a row that lacks the value comes last in either order', () => {
		expect(names(sortRows(ROWS, COLUMNS, { column: 'cpu', order: 'ascending' }))).toEqual([
			'ppweb001',
			'PPDB002',
			'ppdb001',
			'ppml0001'
		]);
		expect(names(sortRows(ROWS, COLUMNS, { column: 'cpu', order: 'descending' }))).toEqual([
			'ppdb001',
			'PPDB002',
			'ppweb001',
			'ppml0001'
		]);
	});

	test('finds rows that hold every word somewhere, whatever the case', () => {
		expect(names(filterRows(ROWS, COLUMNS, 'ppdb'))).toEqual(['ppdb001', 'PPDB002']);
		expect(names(filterRows(ROWS, COLUMNS, '81 PPDB'))).toEqual(['ppdb001']);
		expect(filterRows(ROWS, COLUMNS, '  ')).toBe(ROWS);
	});

	test('a press on a head asks for the more telling order first, then for the other', () => {
		const [name, cpu] = COLUMNS;
		if (!name || !cpu) throw new Error('two columns');
		const first = pressHead({ column: 'name', order: 'ascending' }, cpu);
		expect(first).toEqual({ column: 'cpu', order: 'descending' });
		expect(pressHead(first, cpu)).toEqual({ column: 'cpu', order: 'ascending' });
		expect(pressHead(first, name)).toEqual({ column: 'name', order: 'ascending' });
	});

	test('a sort survives being written into an address; nonsense is the usual sort', () => {
		const usual = { column: 'name', order: 'ascending' } as const;
		for (const order of ['ascending', 'descending'] as const) {
			const sort = { column: 'cpu', order };
			expect(readTableSort(writeTableSort(sort), COLUMNS, usual)).toEqual(sort);
		}
		for (const text of [null, '', '-', 'memory', '--cpu'])
			expect(readTableSort(text, COLUMNS, usual)).toBe(usual);
	});

	test('copied, each row is one line with as many cells as heads, and no cell begins a formula', () => {
		fc.assert(
			fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
				const lines = copyText(
					texts.map((name) => ({ name })),
					COLUMNS
				).split('\n');
				expect(lines).toHaveLength(texts.length + 1);
				for (const line of lines) expect(line.split('\t')).toHaveLength(2);
			})
		);
		expect(copyText([{ name: '=HYPERLINK("x")' }, { name: '-1' }], COLUMNS)).toBe(
			'Server\tCPU, %\n\'=HYPERLINK("x")\t–\n-1\t–'
		);
	});

	test.each([
		['-2+3+cmd|x', "'-2+3+cmd|x"],
		['+1+1', "'+1+1"],
		["'=1", "''=1"],
		['-1.5', '-1.5'],
		['-1,234.5 %', '-1,234.5 %']
	])('%s is copied as %s', (name, copied) => {
		expect(copyText([{ name }], COLUMNS).split('\n')[1]).toBe(`${copied}\t–`);
	});

	test('of many rows those in sight are drawn, never more than there are', () => {
		fc.assert(
			fc.property(
				fc.nat(2_000),
				fc.integer({ min: 1, max: 80 }),
				fc.nat(100_000),
				fc.nat(3_000),
				(count, rowPx, scrollPx, viewPx) => {
					const { first, end } = visibleSpan(count, rowPx, scrollPx, viewPx);
					expect(0 <= first && first <= end && end <= count).toBe(true);
					const seen = (row: number) =>
						row < count && row * rowPx < scrollPx + viewPx && (row + 1) * rowPx > scrollPx;
					const top = Math.floor(scrollPx / rowPx);
					if (seen(top)) expect(first <= top && top < end).toBe(true);
				}
			)
		);
	});
});

test('a dial begins at the left, ends at the right, and never leaves its scale', () => {
	expect(dialPoint(0, 10).x).toBeCloseTo(-1);
	expect(dialPoint(5, 10).y).toBeCloseTo(-1);
	expect(dialPoint(10, 10).x).toBeCloseTo(1);
	expect(dialPoint(99, 10)).toEqual(dialPoint(10, 10));
	expect(dialPoint(-1, 10)).toEqual(dialPoint(0, 10));
});

test.each([
	['a laptop’s window', 720, 9],
	['a screen of full height', 1080, 19],
	['a 4K screen', 2160, 49],
	['a window that is hardly open', 200, 4]
])('in %s, %d px high, %d rows of a table can be in sight at first', (_, windowPx, rows) => {
	expect(visibleRows(windowPx, 36)).toBe(rows);
});
