import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFeedBody } from '../../../../server/embedded/daemon/feed/feed-body.ts';
import { parseBatch } from '../../../../server/embedded/daemon/feed/record.ts';
import { METRIC_INDEX } from '../../../../server/embedded/daemon/metrics.ts';

const good = { timestamp: '2026-03-01T12:00:00.000001', server_name: 'ppdb001', mem_used_pct: 50 };

function reasonFor(record: unknown): string | undefined {
	return parseBatch([record], Infinity).refused[0]?.reason;
}

describe('a record', () => {
	test('without a zone is local time, with one it is that zone’s', () => {
		const { records } = parseBatch(
			[good, { ...good, timestamp: '2026-03-01T12:00:00Z' }],
			Infinity
		);
		expect(records[0]?.at).toBe(new Date(2026, 2, 1, 12).getTime());
		expect(records[1]?.at).toBe(Date.UTC(2026, 2, 1, 12));
	});

	test('may lack metrics, and null is a lack', () => {
		const { records } = parseBatch([{ ...good, load_average: null }], Infinity);
		expect(records[0]?.values[METRIC_INDEX.mem_used_pct]).toBe(50);
		expect(records[0]?.values[METRIC_INDEX.load_average]).toBeNaN();
		expect(records[0]?.values[METRIC_INDEX.cpu_user_pct]).toBeNaN();
	});

	test('may bear any name a string can be', () => {
		const names = ['', '__proto__', '<b>', 'a/b', '"', '日本', 'x y'];
		const { records } = parseBatch(
			names.map((server_name) => ({ ...good, server_name })),
			Infinity
		);
		expect(records.map(({ serverName }) => serverName)).toEqual(names);
	});

	test('off by a rounding is clamped and counted, and -0 is 0', () => {
		const rounded = { ...good, mem_used_pct: 101.4, cpu_idle_pct: -0.3, swap_used_pct: -0 };
		const { records, refused, refusedMetrics, clamped } = parseBatch([rounded], Infinity);
		expect(records[0]?.values[METRIC_INDEX.mem_used_pct]).toBe(100);
		expect(records[0]?.values[METRIC_INDEX.cpu_idle_pct]).toBe(0);
		expect(records[0]?.values[METRIC_INDEX.swap_used_pct]).toBe(0);
		expect({ refused, refusedMetrics, clamped }).toEqual({
			refused: [],
			refusedMetrics: [],
			clamped: 2
		});
	});

	test.each([
		['text for a number', { disk_usage_pct: '20' }, 'disk_usage_pct', 'not a number'],
		['a disk of 5000 %', { disk_usage_pct: 5000 }, 'disk_usage_pct', 'above 100'],
		['a disk 3 points above 100 %', { disk_usage_pct: 103 }, 'disk_usage_pct', 'above 100'],
		['a negative load', { load_average: -0.01 }, 'load_average', 'below 0'],
		['no number at all', { load_average: Infinity }, 'load_average', 'not a number']
	] as const)('with %s beside other values loses only that one', (_, fault, metric, reason) => {
		const batch = parseBatch([good, { ...good, ...fault }], Infinity);
		expect(batch.refused).toEqual([]);
		expect(batch.refusedMetrics).toEqual([{ index: 1, metric, reason }]);
		expect(batch.records[1]?.values[METRIC_INDEX[metric]]).toBeNaN();
		expect(batch.records[1]?.values[METRIC_INDEX.mem_used_pct]).toBe(50);
	});

	test('with nothing but faults is refused, and every fault is named', () => {
		expect(reasonFor({ ...good, mem_used_pct: 5000, load_average: -1 })).toBe(
			'mem_used_pct: above 100; load_average: below 0'
		);
	});

	test.each([
		['no object', 'text', 'not an object'],
		['null', null, 'not an object'],
		['a list', [], 'not an object'],
		['no name', { ...good, server_name: undefined }, 'server_name'],
		['a number for a name', { ...good, server_name: 20 }, 'server_name'],
		['an endless name', { ...good, server_name: 'x'.repeat(257) }, 'server_name'],
		['no time', { ...good, timestamp: undefined }, 'timestamp'],
		['a word for a time', { ...good, timestamp: 'yesterday' }, 'timestamp'],
		['a day without a time', { ...good, timestamp: '2026-03-01' }, 'timestamp'],
		['a month that is none', { ...good, timestamp: '2026-13-01T00:00:00' }, 'timestamp'],
		['an unknown status', { ...good, status: 'fine' }, 'status'],
		['text for a number', { ...good, mem_used_pct: '20' }, 'mem_used_pct: not a number'],
		['memory of 5000 %', { ...good, mem_used_pct: 5000 }, 'mem_used_pct: above 100'],
		['no metric at all', { ...good, mem_used_pct: undefined }, 'no metric']
	])('with %s is refused, and the reason names the fault', (_, record, reason) => {
		expect(reasonFor(record)).toContain(reason);
	});

	test('later than allowed lies in the future', () => {
		const at = new Date(2026, 2, 1, 12).getTime();
		expect(parseBatch([good], at).refused).toEqual([]);
		expect(parseBatch([good], at - 1).refused[0]?.reason).toContain('future');
	});
});

test('of any batch every record is kept or refused, each refusal by its index', () => {
	const anyRecord = fc.oneof(
		fc.constant(good),
		fc.anything(),
		fc.constant({ ...good, disk_usage_pct: 'x' })
	);
	fc.assert(
		fc.property(fc.array(anyRecord), (batch) => {
			const { records, refused } = parseBatch(batch, Infinity);
			const indexes = [...records, ...refused].map(({ index }) => index);
			expect(indexes.sort((a, b) => a - b)).toEqual(batch.map((_, index) => index));
			for (const { index } of refused) expect(batch[index]).not.toBe(good);
		})
	);
});

test.each([
	['{nonsense', 'value_error.jsondecode', ['body']],
	['{}', 'value_error.missing', ['body', 'records']],
	['[]', 'value_error.missing', ['body', 'records']],
	['null', 'value_error.missing', ['body', 'records']],
	['{"records":{}}', 'type_error.list', ['body', 'records']]
])('a body of %s is refused as %s', (text, type, loc) => {
	expect(parseFeedBody(text)).toEqual({
		ok: false,
		detail: [{ loc, type, msg: expect.any(String) }]
	});
});
