import { describe, expect, test } from 'vitest';
import { LIMITS, limitRows } from '#core/metrics/limits.ts';
import { pointAt } from '#view-models/server-view/forecast-points.ts';
import { timeInWords, timeToThreshold } from '#view-models/server-view/time-to-threshold.ts';
import type { Forecast } from '#core/topics/states.ts';

function forecast(now: number, p50: number[], p90 = p50, steps?: number[]): Forecast {
	return { now, trend: 0, p10: p50, p50, p90, ...(steps && { steps }) };
}

describe('the time to a threshold of 90', () => {
	test.each([
		['never comes near', forecast(50, [50, 51, 52]), 'not within 15 min', 'not within 15 min'],
		['reaches it exactly', forecast(80, [85, 90, 95]), 'in 10 min', 'in 10 min'],
		[
			'reaches it at p90 alone',
			forecast(80, [81, 82, 83], [85, 88, 91]),
			'not within 15 min',
			'in 15 min'
		],
		['reaches it at the first step', forecast(89, [92, 80, 70]), 'in 5 min', 'in 5 min'],
		['is there and stays', forecast(90, [91, 92, 93]), 'over it now', 'over it now'],
		[
			'is there and falls',
			forecast(95, [91, 89, 80], [96, 95, 89]),
			'over it now, below in 10 min',
			'over it now, below in 15 min'
		],
		[
			'is kept for a few steps only',
			forecast(80, [81, 85, 93], [81, 95, 96], [1, 12, 96]),
			'in 8 h',
			'in 1 h'
		],
		['is not there at all', forecast(80, []), 'no forecast', 'no forecast']
	])('of a forecast that %s', (_, given, p50, p90) => {
		expect(timeInWords(timeToThreshold(given, 'p50', 90, 5))).toBe(p50);
		expect(timeInWords(timeToThreshold(given, 'p90', 90, 5))).toBe(p90);
	});

	test('goes by the length that a step is said to have', () => {
		expect(timeToThreshold(forecast(80, [85, 90]), 'p50', 90, 2)).toEqual({
			kind: 'reaches',
			inMinutes: 4
		});
	});
});

describe('thresholds', () => {
	test('are the daemon’s own, the warning below the critical', () => {
		for (const metric of Object.keys(LIMITS)) {
			const [warning, critical] = limitRows(metric).map(({ value }) => value);
			expect(warning).toBeLessThan(critical ?? NaN);
		}
		expect(limitRows('cpu_iowait_pct')).toEqual([
			{ level: 'warning', value: 20 },
			{ level: 'critical', value: 30 }
		]);
	});

	test.each(['uptime_days', '__proto__', 'toString', ''])('%j has none', (metric) => {
		expect(limitRows(metric)).toEqual([]);
	});
});

test('a moment of a forecast that is kept for a few steps is that step’s, or none', () => {
	const sampled = forecast(80, [81, 85, 93], [82, 86, 94], [1, 6, 96]);
	expect(pointAt(sampled, 6)).toEqual({ p10: 85, p50: 85, p90: 86 });
	expect(pointAt(sampled, 96)?.p50).toBe(93);
	expect(pointAt(sampled, 2)).toBeUndefined();
});
