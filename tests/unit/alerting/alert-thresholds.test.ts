import { expect, test } from 'vitest';
import { ALERT_THRESHOLDS, thresholdsOf } from '#core/alerts/alert-thresholds.ts';

test.each([
	['cpu_user_pct', 85, 95],
	['mem_used_pct', 90, 98],
	['cpu_iowait_pct', 20, 30],
	['swap_used_pct', 25, 50],
	['disk_usage_pct', 85, 95]
])('%s warns at %d and is critical at %d', (metric, warning, critical) => {
	expect(thresholdsOf(metric)).toEqual([
		{ level: 'warning', value: warning },
		{ level: 'critical', value: critical }
	]);
});

test('there is no alert on any other metric', () => {
	expect(Object.keys(ALERT_THRESHOLDS)).toHaveLength(5);
	expect(thresholdsOf('load_average')).toEqual([]);
	expect(thresholdsOf('__proto__')).toEqual([]);
});
