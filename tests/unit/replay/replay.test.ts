import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReplayable } from '#view-models/history/replayable.ts';
import { readMoment, withinKept, withMoment, writeMoment } from '#view-models/history/replay.ts';
import { localFieldValue } from '#core/time-zone.ts';

const anyMoment = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });

test('a moment survives being sent in an address, and stands still there', () => {
	fc.assert(
		fc.property(anyMoment, (at) => {
			const address = withMoment(new URL('http://fleet.example/heatmap?metric=cpu'), at);
			expect(readMoment(address.searchParams)).toEqual({ at, speed: 0 });
			expect(address.searchParams.get('metric')).toBe('cpu');
			expect(withMoment(address, undefined).href).toBe('http://fleet.example/heatmap?metric=cpu');
		})
	);
});

test.each([
	'',
	'yesterday',
	'2026-02-30T25:00:00Z',
	'2026-01-01',
	'2026-01-01T00:00:00',
	'12',
	'-1'
])('%j is no moment, and shows now', (text) => {
	expect(readMoment(new URLSearchParams({ at: text }))).toBeUndefined();
});

test('a moment is never before or after what is kept', () => {
	fc.assert(
		fc.property(anyMoment, anyMoment, anyMoment, (at, a, b) => {
			const kept = { from: Math.min(a, b), to: Math.max(a, b) };
			const within = withinKept(at, kept);
			expect(within >= kept.from && within <= kept.to).toBe(true);
			if (at >= kept.from && at <= kept.to) expect(within).toBe(at);
		})
	);
});

test('a field for local time, read back, is the same second', () => {
	fc.assert(
		fc.property(anyMoment, (at) => {
			// In the hour that a clock is set back two moments bear one local time.
			const back = new Date(localFieldValue(at)).getTime();
			expect([0, 3_600_000]).toContain(Math.abs(back - Math.floor(at / 1_000) * 1_000));
		})
	);
	expect(writeMoment(0)).toBe('1970-01-01T00:00:00.000Z');
});

test('what is kept each tick can be replayed; what is asked on demand cannot', () => {
	expect((['risk', 'server/a', 'cascade', 'history'] as const).every(isReplayable)).toBe(true);
	expect((['drift', 'explain/a', 'diagnostics', 'models'] as const).some(isReplayable)).toBe(false);
});
