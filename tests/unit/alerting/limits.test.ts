import { expect, test } from 'vitest';
import {
	DISPLAY_LIMITS,
	LIMITS,
	limitLevel,
	limitRows,
	metricLevel
} from '#core/metrics/limits.ts';

test.each([
	['cpu_user_pct', 85, 95],
	['mem_used_pct', 90, 98],
	['cpu_iowait_pct', 20, 30],
	['swap_used_pct', 25, 50],
	['disk_usage_pct', 85, 95]
])('%s warns at %d and is critical at %d', (metric, warning, critical) => {
	expect(limitRows(metric)).toEqual([
		{ level: 'warning', value: warning },
		{ level: 'critical', value: critical }
	]);
});

test('there is no limit of any other metric', () => {
	expect(Object.keys(LIMITS)).toHaveLength(5);
	expect(limitRows('load_average')).toEqual([]);
	expect(limitRows('__proto__')).toEqual([]);
});

test('a value is over a limit from the limit on', () => {
	const limits = { warning: 90, critical: 98 };
	expect([89.9, 90, 97.9, 98].map((value) => limitLevel(limits, value))).toEqual([
		undefined,
		'warning',
		'warning',
		'critical'
	]);
	expect(limitLevel(limits, NaN)).toBeUndefined();
	expect(limitLevel(undefined, 100)).toBeUndefined();
});

test('CPU used has the limits of CPU user, and idle time is read as CPU used', () => {
	expect(DISPLAY_LIMITS.cpu).toEqual(LIMITS['cpu_user_pct']);
	expect([15.1, 15, 5].map((idle) => metricLevel('cpu_idle_pct', idle))).toEqual([
		undefined,
		'warning',
		'critical'
	]);
});
