import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	bytesInWords,
	median,
	millisecondsInWords,
	ratioInWords
} from '#view-models/advanced/quantities.ts';
import { seriesOf, totalsOf } from '#view-models/advanced/rounds.ts';
import type { RoundFacts } from '#core/topics/diagnostics.ts';

const GOOD: RoundFacts = {
	tick: 1,
	at: 5_000,
	ok: true,
	tookMs: 300,
	daemonBytes: 4_600_000,
	patchBytes: 900,
	deliveries: 12,
	viewers: 12
};
const FAILED: RoundFacts = {
	tick: 2,
	at: 10_000,
	ok: false,
	patchBytes: 60,
	deliveries: 12,
	viewers: 12
};

test.each([
	[0, '0 B'],
	[738, '738 B'],
	[999, '999 B'],
	[1_000, '1.0 kB'],
	[16_240, '16.2 kB'],
	[99_960, '100 kB'],
	[999_600, '1.0 MB'],
	[4_600_000, '4.6 MB'],
	[5_200_000_000_000, '5200 GB']
])('%d bytes are %s', (bytes, words) => {
	expect(bytesInWords(bytes)).toBe(words);
});

test.each([
	[0.26, '0.3 ms'],
	[312.4, '312 ms'],
	[999.6, '1.00 s'],
	[1_240, '1.24 s']
])('%d ms are %s', (ms, words) => {
	expect(millisecondsInWords(ms)).toBe(words);
});

test('a ratio is written as "n to one", and zero is never a divisor', () => {
	expect(ratioInWords(4_600_000, 881)).toBe('5,221 : 1');
	expect(ratioInWords(9, 4)).toBe('2.3 : 1');
	expect(ratioInWords(9, 0)).toBe('nothing published');
});

test('half of the numbers are at most the median, half at least', () => {
	fc.assert(
		fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
			const middle = median(values);
			expect(values).toContain(middle);
			const notMore = values.filter((value) => value <= (middle ?? NaN));
			const notLess = values.filter((value) => value >= (middle ?? NaN));
			expect(notMore.length * 2).toBeGreaterThanOrEqual(values.length);
			expect(notLess.length * 2).toBeGreaterThanOrEqual(values.length);
		})
	);
	expect(median([])).toBeUndefined();
});

test('a round that failed leaves a gap and takes no part in what a series comes to', () => {
	expect(seriesOf([GOOD, FAILED], ({ tookMs }) => tookMs)).toEqual({
		values: [300, undefined],
		newest: 300,
		median: 300,
		most: 300
	});
	expect(seriesOf([], ({ tookMs }) => tookMs)).toEqual({
		values: [],
		newest: undefined,
		median: undefined,
		most: undefined
	});
});

test('the bytes of heartbeats after a failure do not count as made of an answer', () => {
	expect(totalsOf([GOOD, FAILED, GOOD])).toEqual({
		rounds: 3,
		failed: 1,
		daemonBytes: 9_200_000,
		patchBytes: 1_800,
		deliveries: 24
	});
});
