import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BYTE_ORDER_MARK, csvHead, csvRow, type CsvColumn } from '#view-models/history/csv.ts';
import type { LevelEvent } from '#core/history/events.ts';
import { ALERT_COLUMNS, EXPORTS, seriesColumns } from '#view-models/history/exports.ts';
import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import { beginExport, csvResponse } from '../../../src/routes/api/history/export/export.ts';
import { DerivedHistory, levelTick } from '../../support/derived-history.ts';
import { readCsv } from '../../support/read-csv.ts';

type Row = readonly (string | number | undefined)[];
const columns: readonly CsvColumn<Row>[] = [0, 1, 2].map((place) => ({
	title: `column ${place}`,
	cell: (row) => row[place]
}));

/** What a person would read in the cell: the apostrophe only says that it is text. */
const shown = (cell: string | undefined) => cell?.replace(/^'(?='*[=+\-@\t\r\n])/, '');

describe('a line of CSV', () => {
	test.each([
		['plain', 'plain'],
		['a,b', '"a,b"'],
		['say "hi"', '"say ""hi"""'],
		['two\r\nlines', '"two\r\nlines"'],
		['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
		['+1', '+1'],
		['-1', '-1'],
		['-2+3', "'-2+3"],
		['@SUM(A1)', "'@SUM(A1)"],
		['\tx', "'\tx"],
		["'=1", "''=1"],
		[-1.5, '-1.5'],
		[undefined, '']
	])('%j stands as %s', (cell, text) => {
		expect(csvRow(columns, [cell])).toBe(`${text},,\r\n`);
	});

	test('reads back as what was written, and no cell of text begins a formula', () => {
		const anyCell = fc.oneof(
			fc.string(),
			fc.string({ unit: fc.constantFrom(...'",\r\n=+-@\t\'a') }),
			fc.double({ noNaN: true, noDefaultInfinity: true })
		);
		fc.assert(
			fc.property(fc.array(fc.tuple(anyCell, anyCell, anyCell)), (rows) => {
				const [, ...read] = readCsv(
					csvHead(columns) + rows.map((row) => csvRow(columns, row)).join('')
				);
				expect(read.map((row) => row.map(shown))).toEqual(rows.map((row) => row.map(String)));
				for (const [index, row] of read.entries())
					for (const [place, cell] of row.entries())
						if (typeof rows[index]?.[place] === 'string')
							expect(cell).not.toMatch(/^(?![+-]\d+([.,]\d+)*( ?%)?$)[=+\-@\t\r\n]/);
			})
		);
	});
});

const HOSTILE = [
	'=cmd|calc',
	'a,"b"',
	'line\r\nbreak',
	'+1',
	'-1',
	'@x',
	"'=1",
	'__proto__',
	'ü 服務器'
];
const BEGAN = Date.UTC(2026, 0, 1);

/** Servers of hostile names that go up and down for some minutes. */
function hostileHistory(minutes: number): DerivedHistory {
	const history = new DerivedHistory();
	for (let tick = 0; tick < minutes * 12; tick++)
		history.keep(
			levelTick(
				BEGAN + tick * 5_000,
				Object.fromEntries(
					HOSTILE.map((name, index) => [name, (tick + index) % 3 === 0 ? 'critical' : 'healthy'])
				)
			)
		);
	return history;
}

function asking(history: DerivedHistory) {
	return {
		ask: <Name extends QueryName>(name: Name, question: QuestionOf<Name>) =>
			Promise.resolve<Result<AnswerOf<Name>>>(ok(history.ask(name, question)))
	};
}

async function file(...parameters: Parameters<typeof beginExport>): Promise<string[][]> {
	const begun = await beginExport(...parameters);
	if (!begun.ok) throw new Error(begun.problem.detail);
	const bytes = await csvResponse('x.csv', begun.value).arrayBuffer();
	const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
	expect(text.startsWith(BYTE_ORDER_MARK)).toBe(true);
	return readCsv(text.slice(1));
}

/** As a reader of the file has it: text, and nothing for what is not known. */
const inText = (row: unknown, of: readonly CsvColumn<never>[]) =>
	of.map(({ cell }) => String(cell(row as never) ?? ''));

describe('an export', () => {
	test('of alerts holds every event of the range, in pages or not, under the hostile names they have', async () => {
		const history = hostileHistory(25);
		const [head, ...rows] = await file(asking(history), 'alerts', { range: '30m', server: '' });
		const events: LevelEvent[] = [];
		for (let last: LevelEvent | undefined; ; last = events.at(-1)) {
			const question = { range: '30m', limit: 100, ...(last && { before: last }) } as const;
			const page = history.ask('events', question);
			events.push(...page.events);
			if (page.events.length === 0) break;
		}
		// More than one page of the export, too.
		expect(events.length).toBeGreaterThan(1_000);
		expect(head).toEqual(ALERT_COLUMNS.map(({ title }) => title));
		expect(rows.map((row) => row.map(shown))).toEqual(
			events.map((event) => inText(event, ALERT_COLUMNS))
		);
		expect(new Set(rows.map((row) => shown(row[1])))).toEqual(new Set(HOSTILE));
	});

	test('of the environment has a row for each step', async () => {
		const history = hostileHistory(5);
		const rows = await file(asking(history), 'environment', { range: '1h', server: '' });
		expect(rows).toHaveLength(5);
		expect(rows[1]?.slice(0, 3)).toEqual(['2026-01-01T00:00:00.000Z', '12', '3']);
	});

	test('of a server has its risk and metrics over time', async () => {
		const history = hostileHistory(5);
		const [server] = HOSTILE as [string];
		const [, ...rows] = await file(asking(history), 'series', { range: '1h', server });
		const { points } = history.ask('series', { range: '1h', server });
		expect(rows.map((row) => row.map(shown))).toEqual(
			points.map((point) => inText(point, seriesColumns(server)))
		);
	});

	test('says of each row whether it was simulated, if any was', async () => {
		const until = BEGAN + 2 * 60_000;
		const history = new DerivedHistory();
		for (let tick = 0; tick < 72; tick++) {
			const at = BEGAN + tick * 5_000;
			const kept = levelTick(at, { db: tick % 4 === 0 ? 'critical' : 'healthy' });
			history.keep({ ...kept, ...(at <= until && { simulated: true }) });
		}
		for (const what of EXPORTS) {
			const [head, ...rows] = await file(asking(history), what, { range: '1h', server: 'db' });
			expect(head?.at(-1)).toBe('simulated');
			const told = rows.map((row) => [Date.parse(row[0] ?? '') <= until, row.at(-1)]);
			expect(told).toContainEqual([true, 'yes']);
			expect(told).toContainEqual([false, 'no']);
			expect(told.every(([before, word]) => before === (word === 'yes'))).toBe(true);
		}
	});

	test('that is refused is an answer of its own', async () => {
		const ask = () => Promise.resolve(err('history-absent', 'Nothing is kept.'));
		const begun = await beginExport({ ask }, 'alerts', { range: '1h', server: '' });
		expect(begun).toMatchObject({ ok: false, problem: { kind: 'history-absent' } });
	});

	test('that fails on its way breaks off: half a file does not look whole', async () => {
		const history = asking(hostileHistory(25));
		let asked = 0;
		const ask: typeof history.ask = (name, question) =>
			++asked === 1
				? history.ask(name, question)
				: Promise.resolve(err('history-broken', 'The disk is gone.'));
		const begun = await beginExport({ ask }, 'alerts', { range: '30m', server: '' });
		const response = begun.ok ? csvResponse('x.csv', begun.value).text() : undefined;
		await expect(response).rejects.toThrow('The disk is gone.');
	});
});
