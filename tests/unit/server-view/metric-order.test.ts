import { expect, test } from 'vitest';
import type { Forecast } from '#core/topics/states.ts';
import { borneOutBand } from '#view-models/metrics/borne-out-band.ts';
import { byNearestCrossing } from '#view-models/server-view/metric-order.ts';

/** Now, then p50 and p90 at each of three steps. */
function forecast(now: number, p50: number[], p90 = p50): Forecast {
	return { now, trend: 0, p10: p50.map((value) => value - 5), p50, p90 };
}

const calm = forecast(5, [5, 5, 5]);
const order = (metrics: Record<string, Forecast>) =>
	byNearestCrossing(metrics).map(({ metric, crossing }) => `${metric} ${crossing}`);

test('what is over its limit comes first, critical before warning, then p50 by its time, then p90, then the rest', () => {
	expect(
		order({
			uptime_days: calm,
			load_average: calm,
			disk_usage_pct: forecast(70, [70, 70, 70], [80, 86, 86]),
			swap_used_pct: forecast(26, [26, 26, 26]),
			mem_used_pct: forecast(80, [80, 80, 91]),
			cpu_iowait_pct: forecast(12, [12, 21, 21]),
			cpu_user_pct: forecast(96, [96, 96, 96])
		})
	).toEqual([
		'cpu_user_pct now',
		'swap_used_pct now',
		'cpu_iowait_pct likely',
		'mem_used_pct likely',
		'disk_usage_pct possible',
		'load_average none',
		'uptime_days none'
	]);
});

test('CPU used is among them: what idle time leaves, whose high end is the low one of idle', () => {
	const [first] = byNearestCrossing({
		cpu_idle_pct: { now: 30, trend: -1, p10: [8, 5], p50: [20, 10], p90: [40, 30] }
	});
	expect(first).toEqual({
		metric: 'cpu_used',
		crossing: 'likely',
		forecast: { now: 70, trend: 1, p10: [60, 70], p50: [80, 90], p90: [92, 95] }
	});
});

test('what is known of idle time’s band is known of CPU used: its ends are corrected the other way round', () => {
	const even = (value: number) => Array<number>(7).fill(value);
	const borneOut = { scale: even(2), lower: even(0.5), upper: even(1) };
	const idle = { now: 30, trend: 0, p10: [20], p50: [30], p90: [50], borneOut };
	const used = byNearestCrossing({ cpu_idle_pct: idle }).find(
		({ metric }) => metric === 'cpu_used'
	);
	const own = used && borneOutBand('cpu_used', used.forecast);
	const rest = borneOutBand('cpu_idle_pct', idle);
	expect(own?.p10).toEqual(rest?.p90.map((value) => 100 - value));
	expect(own?.p90).toEqual(rest?.p10.map((value) => 100 - value));
	const low = { ...idle, p10: [1], borneOut: { ...borneOut, lower: even(5) } };
	const [most] = byNearestCrossing({ cpu_idle_pct: low });
	expect(most && borneOutBand(most.metric, most.forecast)?.p90).toEqual([100]);
});

test('without idle time nothing is called CPU used', () => {
	expect(order({ cpu_user_pct: calm })).toEqual(['cpu_user_pct none']);
});
