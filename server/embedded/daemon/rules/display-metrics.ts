import { METRIC_INDEX, type MetricName } from '../metrics.ts';
import type { Reading } from './reading.ts';
import { nearMean } from './risk.ts';

const SHOWN: readonly { key: string; metric: MetricName; unit: string }[] = [
	{ key: 'memory', metric: 'mem_used_pct', unit: '%' },
	{ key: 'iowait', metric: 'cpu_iowait_pct', unit: '%' },
	{ key: 'swap', metric: 'swap_used_pct', unit: '%' },
	{ key: 'load', metric: 'load_average', unit: '' },
	{ key: 'disk', metric: 'disk_usage_pct', unit: '%' },
	{ key: 'net_in', metric: 'net_in_mb_s', unit: 'MB/s' },
	{ key: 'net_out', metric: 'net_out_mb_s', unit: 'MB/s' }
];

export interface DisplayMetric {
	current: number;
	predicted: number;
	delta: number;
	unit: string;
	trend: 'increasing' | 'decreasing' | 'stable';
}

/**
 * Returns the table's values of a server: now, the mean of the next half hour, and the change, to 0.1. A metric that is
 * not fed is left out.
 */
export function displayMetrics(reading: Reading): Record<string, DisplayMetric> {
	const shown: Record<string, DisplayMetric> = {};
	const cpu = cpuUsed(reading);
	if (!Number.isNaN(cpu.now)) shown['cpu'] = display(cpu.now, cpu.ahead, '%');
	for (const { key, metric, unit } of SHOWN) {
		const now = reading.current[METRIC_INDEX[metric]] ?? NaN;
		if (Number.isNaN(now)) continue;
		shown[key] = display(now, nearMean(reading.p50, METRIC_INDEX[metric]), unit);
	}
	return shown;
}

/** Returns "CPU" as displayed: 100 − idle, or user time if idle is not fed. */
function cpuUsed({ current, p50 }: Reading): { now: number; ahead: number } {
	const idle = current[METRIC_INDEX.cpu_idle_pct] ?? NaN;
	if (!Number.isNaN(idle)) {
		return { now: 100 - idle, ahead: 100 - nearMean(p50, METRIC_INDEX.cpu_idle_pct) };
	}
	const user = METRIC_INDEX.cpu_user_pct;
	return { now: current[user] ?? NaN, ahead: nearMean(p50, user) };
}

function display(now: number, ahead: number, unit: string): DisplayMetric {
	const delta = tenth(ahead - now);
	return { current: tenth(now), predicted: tenth(ahead), delta, unit, trend: direction(delta) };
}

function direction(delta: number): DisplayMetric['trend'] {
	if (delta === 0) return 'stable';
	return delta > 0 ? 'increasing' : 'decreasing';
}

function tenth(value: number): number {
	return Math.round(value * 10) / 10;
}
