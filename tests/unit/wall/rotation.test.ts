import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS, levelOf } from '#core/levels/levels.ts';
import { CALM_MS } from '#view-models/wall/criticals.ts';
import type { Stop } from '#view-models/wall/options.ts';
import {
	beginRotation,
	INTERRUPTION_MS,
	interrupt,
	LONGEST_INTERRUPTION_MS,
	LONGEST_REST_MS,
	rotate
} from '#view-models/wall/rotation.ts';
import { seeded } from '../../support/fleets.ts';

const STOPS = [
	{ view: 'overview', seconds: 20 },
	{ view: 'heatmap', seconds: 40 }
] as const;

const risk = (scores: Record<string, number>) =>
	Object.fromEntries(
		Object.entries(scores).map(([server, score]) => [
			server,
			{ score, level: levelOf(score, DEFAULT_THRESHOLDS), profile: 'Web' }
		])
	);

/** A rotation that has seen this fleet from the beginning. */
const begun = (scores: Record<string, number>) => interrupt(beginRotation(0), risk(scores), 0);

test('each stop is shown for its time, round and round', () => {
	let rotation = beginRotation(0);
	const shown: number[] = [];
	for (let second = 0; second < 130; second += 10) {
		rotation = rotate(rotation, STOPS, second * 1_000);
		shown.push(rotation.stop);
	}
	expect(shown).toEqual([0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0]);
});

test('one stop stands still', () => {
	const pinned = beginRotation(0);
	expect(rotate(pinned, [STOPS[0]], 1_000_000)).toBe(pinned);
});

test('a server that becomes critical interrupts once, and then the stop begins again', () => {
	let rotation = begun({ a: 79.9, b: 20 });
	expect(rotation.interruption).toBeUndefined();
	rotation = interrupt(rotation, risk({ a: 80, b: 20 }), 5_000);
	const later = 5_000 + INTERRUPTION_MS;
	expect(rotation.interruption).toMatchObject({ servers: ['a'], until: later });
	expect(rotate(rotation, STOPS, later - 1)).toBe(rotation);
	rotation = rotate(rotation, STOPS, later);
	expect(rotation).toMatchObject({ stop: 0, since: later });
	expect(rotation.interruption).toBeUndefined();
	expect(interrupt(rotation, risk({ a: 95, b: 20 }), 90_000).interruption).toBeUndefined();
});

test('what is critical at the first look is no news', () => {
	const rotation = begun({ a: 95, b: 20 });
	expect(rotation.interruption).toBeUndefined();
	const next = interrupt(rotation, risk({ a: 95, b: 90 }), 5_000);
	expect(next.interruption?.servers).toEqual(['b']);
});

test('a second critical server stands before the first, and gets its full time', () => {
	let rotation = begun({ a: 20, b: 20 });
	rotation = interrupt(rotation, risk({ a: 90, b: 20 }), 5_000);
	rotation = interrupt(rotation, risk({ a: 90, b: 85 }), 15_000);
	expect(rotation.interruption).toEqual({
		servers: ['b', 'a'],
		begunAt: 5_000,
		until: 15_000 + INTERRUPTION_MS
	});
});

test('who comes too late for an interruption has the next one, after a rest', () => {
	let rotation = interrupt(begun({}), risk({ a: 90 }), 0);
	rotation = interrupt(rotation, risk({ a: 90, b: 90 }), 29_000);
	rotation = interrupt(rotation, risk({ a: 90, b: 90, c: 90 }), 58_000);
	expect(rotation.interruption).toMatchObject({ servers: ['b', 'a'], until: 59_000 });
	const scores = risk({ a: 90, b: 90, c: 90 });
	rotation = interrupt(rotate(rotation, STOPS, 59_000), scores, 59_000);
	expect(rotation.interruption).toBeUndefined();
	rotation = interrupt(rotate(rotation, STOPS, 88_999), scores, 88_999);
	expect(rotation).toMatchObject({ stop: 1 });
	expect(rotation.interruption).toBeUndefined();
	rotation = interrupt(rotate(rotation, STOPS, 89_000), scores, 89_000);
	expect(rotation).toMatchObject({ stop: 1, interruption: { servers: ['c'] } });
});

test('a server is news again only after minutes below the floor', () => {
	let rotation = interrupt(begun({}), risk({ a: 90 }), 0);
	rotation = rotate(rotation, STOPS, INTERRUPTION_MS);
	for (let now = 60_000; now < 3_600_000; now += 60_000) {
		rotation = interrupt(rotation, risk({ a: now % 240_000 === 0 ? 80.5 : 79 }), now);
		expect(rotation.interruption).toBeUndefined();
	}
	rotation = interrupt(rotation, risk({ a: 79 }), 3_600_000);
	rotation = interrupt(rotation, risk({ a: 79 }), 3_600_000 + CALM_MS);
	rotation = interrupt(rotation, risk({ a: 81 }), 3_605_000 + CALM_MS);
	expect(rotation.interruption?.servers).toEqual(['a']);
});

test('servers that hover around the floor do not keep the wall', () => {
	const random = seeded(7);
	let rotation = beginRotation(0);
	let interrupted = 0;
	for (let second = 0; second < 3_600; second += 5) {
		const names = ['a', 'b', 'c', 'd', 'e'];
		const scores = Object.fromEntries(names.map((name) => [name, 77.5 + random() * 3]));
		rotation = rotate(rotation, STOPS, second * 1_000);
		rotation = interrupt(rotation, risk(scores), second * 1_000);
		if (rotation.interruption) interrupted += 5;
	}
	expect(interrupted).toBeLessThan(360);
});

test('a wall that has run for long knows no more servers than are critical or were lately', () => {
	let rotation = beginRotation(0);
	for (let minute = 0; minute < 500; minute++)
		rotation = interrupt(rotation, risk({ [`server-${minute}`]: 95 }), minute * 60_000);
	expect(rotation.criticals?.size).toBeLessThanOrEqual(6);
});

/** By then a stop has been shown, whatever the scores do: each interruption is followed by a rest. */
function longestWaitMs(stops: readonly Stop[]): number {
	const times = stops.map(({ seconds }) => {
		const stopMs = seconds * 1_000;
		const interruptions = Math.ceil(stopMs / Math.min(stopMs, LONGEST_REST_MS)) + 1;
		return 2 * stopMs + interruptions * (LONGEST_INTERRUPTION_MS + 2_000);
	});
	return times.reduce((sum, ms) => sum + ms, 0);
}

test('whatever the scores do, every view gets its turn within a bounded time', () => {
	const anyStops = fc.array(
		fc.record({
			view: fc.constantFrom('overview' as const, 'alerts' as const),
			seconds: fc.constantFrom(5, 20, 60, 61, 90)
		}),
		{ minLength: 1, maxLength: 3 }
	);
	fc.assert(
		fc.property(anyStops, fc.nat(), fc.constantFrom(0.1, 0.5, 0.95), (stops, seed, storm) => {
			const random = seeded(seed);
			const shownAt = stops.map(() => 0);
			let rotation = beginRotation(0);
			let undisturbedMs = 0;
			let longestMs = 0;
			for (let now = 0; now < 2 * longestWaitMs(stops); now += 1_000) {
				const before = rotation.interruption ? undefined : rotation.stop;
				// New names again and again: the worst that can come.
				const names = random() < storm ? [`new-${Math.floor(random() * 1e6)}`, 'old'] : ['old'];
				const scores = Object.fromEntries(names.map((name) => [name, 75 + random() * 20]));
				rotation = interrupt(rotate(rotation, stops, now), risk(scores), now);
				const same = !rotation.interruption && rotation.stop === before;
				undisturbedMs = same ? undisturbedMs + 1_000 : 0;
				const stopMs = (stops[rotation.stop]?.seconds ?? 0) * 1_000;
				// The last second of a turn is that in which the next one begins.
				if (undisturbedMs >= Math.min(stopMs, LONGEST_REST_MS) - 1_000)
					shownAt[rotation.stop] = now;
				longestMs = Math.max(longestMs, ...shownAt.map((at) => now - at));
			}
			expect(longestMs).toBeLessThanOrEqual(longestWaitMs(stops));
		})
	);
});
