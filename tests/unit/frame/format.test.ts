import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	ageInWords,
	clockTime,
	counted,
	decimal,
	elapsed,
	isSameDay,
	remaining,
	sharePercent,
	signed,
	utcInFull,
	withUnit
} from '#core/format.ts';
import { minutesInWords } from '#view-models/metrics/horizon.ts';

test('a change carries its sign, and one that rounds to nothing has none', () => {
	expect([4.25, -4.2, 0.04, -0.04, 0, -0].map(signed)).toEqual([
		'+4.3',
		'−4.2',
		'0.0',
		'0.0',
		'0.0',
		'0.0'
	]);
});

test('a value has one decimal and never a negative zero', () => {
	expect([63, 0.05, -0.01, -12.34].map(decimal)).toEqual(['63.0', '0.1', '0.0', '−12.3']);
});

test('a unit stands close when it is the percent sign, apart when it is a word, nowhere when there is none', () => {
	expect([withUnit('5', '%'), withUnit('5', 'MB/s'), withUnit('5', '')]).toEqual([
		'5%',
		'5 MB/s',
		'5'
	]);
});

test('a share that is something is never shown as nothing', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 10_000 }), (total) => {
			expect(sharePercent(1, total)).not.toBe('0%');
		})
	);
	expect([sharePercent(0, 20), sharePercent(0, 0), sharePercent(5, 20)]).toEqual([
		'0%',
		'0%',
		'25%'
	]);
});

test('a share is called all or nothing only if it is', () => {
	fc.assert(
		fc.property(fc.integer({ min: 2, max: 10_000 }), fc.nat(), (total, drawn) => {
			const part = 1 + (drawn % (total - 1));
			expect(['0%', '100%']).not.toContain(sharePercent(part, total));
		})
	);
	expect([sharePercent(996, 1000), sharePercent(4, 1000), sharePercent(20, 20)]).toEqual([
		'>99%',
		'<1%',
		'100%'
	]);
});

test.each([
	[0, '0 s'],
	[-400, '0 s'],
	[59_999, '59 s'],
	[184_000, '3 min 04 s'],
	[7_500_000, '2 h 05 min'],
	[273_600_000, '3 d 4 h']
])('%d ms are written as %s', (ms, words) => {
	expect(elapsed(ms)).toBe(words);
});

test('an unknown age is at least the time for which the data have been held', () => {
	expect(ageInWords(484_000, 60_000)).toBe('8 min 04 s');
	expect(ageInWords(undefined, 484_000)).toBe('over 8 min 04 s');
	expect(ageInWords(undefined, undefined)).toBeUndefined();
});

test('a countdown ends on the event and not before it', () => {
	expect([remaining(1), remaining(1000), remaining(1001), remaining(0)]).toEqual([
		'1 s',
		'1 s',
		'2 s',
		'0 s'
	]);
});

test('times are in UTC while the zone is unknown', () => {
	const at = Date.UTC(2026, 0, 31, 4, 5, 6, 789);
	expect(clockTime(at, 'utc')).toBe('04:05:06');
	expect(utcInFull(at)).toBe('2026-01-31 04:05:06 UTC');
});

test('a moment is of the same day only from midnight to midnight', () => {
	const noon = Date.UTC(2026, 0, 31, 12);
	const midnight = Date.UTC(2026, 1, 1);
	expect(isSameDay(noon, midnight - 1, 'utc')).toBe(true);
	expect(isSameDay(noon, midnight, 'utc')).toBe(false);
	expect(isSameDay(noon, noon + 365 * 86_400_000, 'viewer')).toBe(false);
});

test('the time in the viewer’s zone is as wide as the one in UTC', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
			expect(clockTime(at, 'viewer')).toMatch(/^\d\d:\d\d:\d\d$/);
		})
	);
});

test('counts agree with their noun', () => {
	expect([
		counted(1, 'server'),
		counted(0, 'server'),
		counted(2, 'server needs', 'servers need')
	]).toEqual(['1 server', '0 servers', '2 servers need']);
});

test('horizons are in hours as soon as they are whole hours', () => {
	expect([5, 30, 60, 96, 480].map(minutesInWords)).toEqual([
		'5 min',
		'30 min',
		'1 h',
		'1 h 36 min',
		'8 h'
	]);
});
