import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockTime, dateAndTime } from '#core/format.ts';
import {
	isRepeated,
	localFieldValue,
	localMoments,
	offsetInWords,
	type OffsetAt
} from '#core/time-zone.ts';

const HOUR_MS = 3_600_000;
/** Berlin in 2026: put forward on 29 March, back on 25 October, each at 01:00 UTC. */
const FORWARD = Date.UTC(2026, 2, 29, 1);
const BACK = Date.UTC(2026, 9, 25, 1);
const berlin: OffsetAt = (at) => (at >= FORWARD && at < BACK ? 120 : 60);

test('within the repeated hour a local time names two moments, and each can be told', () => {
	const half = BACK - HOUR_MS / 2;
	expect(localMoments('2026-10-25T02:30:00', berlin)).toEqual([half, half + HOUR_MS]);
	expect(clockTime(half, 'viewer', berlin)).toBe('02:30:00 UTC+2');
	expect(dateAndTime(half + HOUR_MS, 'viewer', berlin)).toBe('2026-10-25 02:30:00 UTC+1');
});

test('everywhere else the time alone is enough', () => {
	for (const at of [FORWARD, BACK + HOUR_MS, BACK - HOUR_MS - 1, Date.UTC(2026, 5, 1)]) {
		expect(isRepeated(at, berlin)).toBe(false);
		expect(dateAndTime(at, 'viewer', berlin)).not.toContain('UTC');
	}
});

test('a time that was left out, or is none, leads to no trouble', () => {
	expect(localMoments('2026-03-29T02:30:00', berlin)).toHaveLength(1);
	expect(localMoments('soon', berlin)).toEqual([]);
});

test('every moment is among those that its own local time names', () => {
	fc.assert(
		fc.property(fc.integer({ min: FORWARD - 1e10, max: BACK + 1e10 }), (at) => {
			const second = Math.floor(at / 1_000) * 1_000;
			expect(localMoments(localFieldValue(second, berlin), berlin)).toContain(second);
		})
	);
});

test.each([
	[120, 'UTC+2'],
	[-210, 'UTC−3:30'],
	[0, 'UTC+0']
])('an offset of %i minutes is %s', (minutes, words) => {
	expect(offsetInWords(0, () => minutes)).toBe(words);
});
