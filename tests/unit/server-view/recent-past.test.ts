import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SeriesPoint } from '#core/history/series.ts';
import {
	pastOfMetric,
	pastOfRisk,
	RECENT_MS,
	withArrival,
	type RecentPast
} from '#view-models/server-view/recent-past.ts';
import type { ServerState } from '#core/topics/states.ts';

const MINUTE = 60_000;
const state = (memory: number, extra: Record<string, number> = {}): ServerState => ({
	present: true,
	score: memory / 2,
	level: 'healthy',
	profile: 'Generic',
	metrics: Object.fromEntries(
		Object.entries({ mem_used_pct: memory, ...extra }).map(([metric, now]) => [
			metric,
			{ now, trend: 0, p10: [], p50: [], p90: [] }
		])
	)
});
const kept = (at: number, memory: number, cpu: number): SeriesPoint => ({
	at,
	risk: [memory / 2, 0, 100, 0],
	memory: [memory, 0, 100, 0],
	cpu: [cpu, 0, 100, 0]
});

describe('what a page remembers', () => {
	test('is the value of each moment, in minutes before now', () => {
		let past: RecentPast = [];
		for (const [at, memory] of [
			[0, 10],
			[MINUTE, 20],
			[2 * MINUTE, 30]
		] as const)
			past = withArrival(past, at, state(memory));
		expect(pastOfMetric('mem_used_pct', past, undefined, 2 * MINUTE)).toEqual([
			[-2, 10],
			[-1, 20],
			[0, 30]
		]);
		expect(pastOfRisk(past, undefined, 2 * MINUTE)[0]).toEqual([-2, 5]);
	});

	test('holds each moment once, and nothing later than the newest when time is set back', () => {
		let past: RecentPast = [];
		for (const at of [10, 20, 20, 30]) past = withArrival(past, at * MINUTE, state(at));
		past = withArrival(past, 15 * MINUTE, state(15));
		expect(past.map(({ at }) => at / MINUTE)).toEqual([10, 15]);
	});

	test('is bounded in time and number, whatever arrives', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: -5_000, max: 600_000 }), { maxLength: 300 }),
				(gaps) => {
					let past: RecentPast = [];
					let at = 10_000_000;
					for (const gap of gaps) past = withArrival(past, (at += gap), state(1));
					const times = past.map((arrival) => arrival.at);
					expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
					expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(RECENT_MS);
				}
			)
		);
	});

	test('is nothing of a server that is not there, or of a metric that it lacks', () => {
		const past = withArrival([], 0, { present: false });
		expect(past).toEqual([]);
		for (const metric of ['swap_used_pct', '__proto__', 'toString'])
			expect(pastOfMetric(metric, withArrival([], 0, state(5)), undefined, 0)).toEqual([]);
	});
});

describe('what is kept', () => {
	const series = { stepMs: MINUTE, points: [0, 1, 2, 3].map((m) => kept(m * MINUTE, m, 40)) };

	test('comes before what the page remembers, at the middle of its step', () => {
		const recent = withArrival([], 2 * MINUTE, state(50));
		expect(pastOfMetric('mem_used_pct', recent, series, 2 * MINUTE)).toEqual([
			[-1.5, 0],
			[-0.5, 1],
			[0, 50]
		]);
	});

	test('is CPU in use: idle is what is left, and user time only where idle is not told', () => {
		const withIdle = withArrival([], 4 * MINUTE, state(1, { cpu_idle_pct: 7 }));
		expect(pastOfMetric('cpu_idle_pct', withIdle, series, 4 * MINUTE)[0]).toEqual([-3.5, 60]);
		expect(pastOfMetric('cpu_user_pct', withIdle, series, 4 * MINUTE)).toEqual([]);
		const without = withArrival([], 4 * MINUTE, state(1, { cpu_user_pct: 7 }));
		expect(pastOfMetric('cpu_user_pct', without, series, 4 * MINUTE)[0]).toEqual([-3.5, 40]);
	});

	test('ends at now, and stands alone where the page remembers nothing', () => {
		expect(pastOfRisk([], series, 2 * MINUTE).map(([minutes]) => minutes)).toEqual([-1.5, -0.5]);
	});
});
