import { expect, test } from 'vitest';
import type { Forecast, ServerState } from '#core/topics/states.ts';
import { fanOf, pointAt, pointInWords } from '#view-models/next-hours/fan.ts';

const FORECAST: Forecast = { now: 15, trend: 1, p10: [12, 11], p50: [16, 18], p90: [20, 26] };
const server = (metrics: Record<string, Forecast>): ServerState => ({
	present: true,
	score: 50,
	level: 'degraded',
	profile: 'Database',
	metrics
});
const MOMENT = { at: Date.UTC(2026, 0, 1, 5), stepMinutes: 5, zone: 'utc' } as const;

test('a fan begins at the value now, and its scale holds the band and the limit', () => {
	const fan = fanOf(server({ cpu_iowait_pct: FORECAST }), 'iowait');
	expect(fan?.points).toEqual([
		{ step: 0, p10: 15, p50: 15, p90: 15 },
		{ step: 1, p10: 12, p50: 16, p90: 20 },
		{ step: 2, p10: 11, p50: 18, p90: 26 }
	]);
	expect(fan?.limit).toBe(20);
	expect(fan?.low).toBeLessThan(11);
	expect(fan?.high).toBeGreaterThan(26);
});

test('CPU used is the rest of idle time, and user time where idle time is missing', () => {
	const idle = { now: 15, trend: 0, p10: [10], p50: [20], p90: [40] };
	expect(fanOf(server({ cpu_idle_pct: idle, cpu_user_pct: FORECAST }), 'cpu')?.points).toEqual([
		{ step: 0, p10: 85, p50: 85, p90: 85 },
		{ step: 1, p10: 60, p50: 80, p90: 90 }
	]);
	expect(fanOf(server({ cpu_user_pct: FORECAST }), 'cpu')?.points[1]?.p50).toBe(16);
});

test('of the past only some steps are kept, and each stands where it belongs', () => {
	const fan = fanOf(server({ cpu_iowait_pct: { ...FORECAST, steps: [6, 96] } }), 'iowait');
	expect(fan?.points.map(({ step }) => step)).toEqual([0, 6, 96]);
	expect(fan && pointAt(fan, 40)?.step).toBe(6);
	expect(fan && pointAt(fan, 60)?.step).toBe(96);
});

test('without a forecast of that metric there is no fan', () => {
	expect(fanOf({ present: false }, 'iowait')).toBeUndefined();
	expect(fanOf(server({ mem_used_pct: FORECAST }), 'iowait')).toBeUndefined();
	expect(fanOf(server({}), 'cpu')).toBeUndefined();
});

test('values at a time are told with their units, their time and the limit', () => {
	const fan = fanOf(server({ cpu_iowait_pct: FORECAST }), 'iowait');
	const words = (step: number) => {
		const point = fan && pointAt(fan, step);
		return fan && point && pointInWords(fan, point, MOMENT);
	};
	expect(words(0)).toBe('now: 15.0%, limit 20%');
	expect(words(2)).toBe('in 10 min, at 05:10Z: p50 18.0%, p10–p90 11.0% to 26.0%, limit 20%');
});

test('a band that is corrected is drawn and told as borne out, with the bounds as told beside it', () => {
	const steps = 7;
	const even = (value: number) => Array<number>(steps).fill(value);
	const borneOut = { scale: even(2), lower: even(0.5), upper: even(1) };
	const fan = fanOf(server({ cpu_iowait_pct: { ...FORECAST, borneOut } }), 'iowait');
	// 0.5 × (16 − 12 + 2) further down, 1 × (20 − 16 + 2) further up.
	expect(fan?.points[1]).toEqual({ step: 1, p10: 9, p50: 16, p90: 26 });
	expect(fan?.told?.[1]).toEqual({ step: 1, p10: 12, p50: 16, p90: 20 });
	expect(fan?.high).toBeGreaterThan(26);
	const point = fan && pointAt(fan, 1);
	expect(fan && point && pointInWords(fan, point, MOMENT)).toBe(
		'in 5 min, at 05:05Z: p50 16.0%, p10–p90 9.0% to 26.0% as borne out (12.0% to 20.0% as told), limit 20%'
	);
});
