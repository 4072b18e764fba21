import { HORIZON_STEPS, METRIC_INDEX, STEP_MS, type MetricName } from '../metrics.ts';
import type { Reading } from './reading.ts';

/** Limits on the median forecast, in points of percent. */
const LIMITS: readonly { metric: MetricName; warning: number; critical: number }[] = [
	{ metric: 'cpu_user_pct', warning: 85, critical: 95 },
	{ metric: 'mem_used_pct', warning: 90, critical: 98 },
	{ metric: 'cpu_iowait_pct', warning: 20, critical: 30 },
	{ metric: 'swap_used_pct', warning: 25, critical: 50 },
	{ metric: 'disk_usage_pct', warning: 85, critical: 95 }
];

/** Alerts look one hour ahead. */
const ALERT_STEPS = 12;

export interface Alert {
	server: string;
	metric: MetricName;
	severity: 'critical' | 'warning';
	predicted_value: number;
	threshold: number;
	steps_ahead: number;
	minutes_ahead: number;
	message: string;
}

/** Returns one alert per metric and step over its limit, as in the contract; the reader merges them. */
export function alertsOf(reading: Reading): Alert[] {
	return LIMITS.flatMap(({ metric, warning, critical }) => {
		const alerts: Alert[] = [];
		for (let step = 0; step < ALERT_STEPS; step++) {
			const value = reading.p50[METRIC_INDEX[metric] * HORIZON_STEPS + step] ?? NaN;
			if (!(value >= warning)) continue;
			alerts.push({
				server: reading.serverName,
				metric,
				severity: value >= critical ? 'critical' : 'warning',
				predicted_value: value,
				threshold: value >= critical ? critical : warning,
				steps_ahead: step + 1,
				minutes_ahead: ((step + 1) * STEP_MS) / 60_000,
				message: `${reading.serverName}: ${metric} predicted to reach ${value.toFixed(1)}`
			});
		}
		return alerts;
	});
}

/** Sorts critical before warning, nearer before farther. */
export function compareAlerts(one: Alert, other: Alert): number {
	if (one.severity !== other.severity) return one.severity === 'critical' ? -1 : 1;
	return one.steps_ahead - other.steps_ahead;
}
