import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRangeQuestion, rangeQuery } from '#view-models/history/query-string.ts';
import { RANGES, readRange, rangeOf, RESOLUTION_MS, windowOf } from '#core/history/range.ts';

const MINUTE_MS = 60_000;
const anyRange = fc.constantFrom(...RANGES.map(({ id }) => id));
const anyMinute = fc.integer({ min: 1e6, max: 3e7 }).map((minute) => minute * MINUTE_MS);

test('a window ends with the newest whole minute, holds all of its range, and begins at a whole step', () => {
	fc.assert(
		fc.property(anyRange, anyMinute, (id, newest) => {
			const { from, to, stepMs } = windowOf(id, newest);
			expect(to).toBe(newest + MINUTE_MS);
			expect(from % stepMs).toBe(0);
			expect(to - from).toBeGreaterThanOrEqual(rangeOf(id).ms);
			expect(to - from).toBeLessThan(rangeOf(id).ms + stepMs);
		})
	);
});

test('a window of an earlier moment ends no later than it, and with a whole minute or hour', () => {
	fc.assert(
		fc.property(anyRange, anyMinute, fc.nat(1e9), (id, newest, ago) => {
			const until = newest - ago;
			const { to } = windowOf(id, newest, until);
			expect(to).toBeLessThanOrEqual(until);
			expect(to % RESOLUTION_MS[rangeOf(id).resolution]).toBe(0);
			expect(until - to).toBeLessThan(RESOLUTION_MS[rangeOf(id).resolution]);
		})
	);
});

test('a moment later than what is kept shows what is kept', () => {
	expect(windowOf('1h', 600_000, 1e12)).toEqual(windowOf('1h', 600_000));
});

test('every range has some hundred points at most, and no fewer than a chart needs', () => {
	for (const { ms, stepMs, resolution } of RANGES) {
		expect(ms / stepMs).toBeLessThanOrEqual(120);
		expect(ms / stepMs).toBeGreaterThanOrEqual(30);
		expect(stepMs % RESOLUTION_MS[resolution]).toBe(0);
	}
});

test('an address that asks for an unknown range shows the usual one', () => {
	expect([readRange('1w'), readRange('2y'), readRange(null)]).toEqual(['1w', '1h', '1h']);
});

test('a question is read back from its own address', () => {
	fc.assert(
		fc.property(anyRange, fc.option(anyMinute, { nil: undefined }), (range, until) => {
			const question = { range, ...(until !== undefined && { until }) };
			expect(readRangeQuestion(new URLSearchParams(rangeQuery(question)))).toEqual({
				ok: true,
				value: question
			});
		})
	);
});

test.each(['range=2y', 'range=1h&until=yesterday', 'until=1e3', 'until=2026-13-01T00:00:00Z'])(
	'%s is refused in words',
	(query) => {
		const answer = readRangeQuestion(new URLSearchParams(query));
		expect(answer).toMatchObject({ ok: false, problem: { kind: 'message-malformed' } });
	}
);
