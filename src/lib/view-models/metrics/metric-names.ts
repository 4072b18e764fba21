import { CPU_USED } from '#core/metrics/limits.ts';
import type { KNOWN_METRICS } from '#core/metrics/metrics.ts';

export interface MetricName {
	readonly name: string;
	/** As written after a number; empty for a count. */
	readonly unit: string;
	/** The end of its scale where it has one, so that charts of one metric are comparable. */
	readonly most?: number;
}

const NAMES: Readonly<Record<(typeof KNOWN_METRICS)[number] | typeof CPU_USED, MetricName>> = {
	cpu_used: { name: 'CPU used', unit: '%', most: 100 },
	cpu_user_pct: { name: 'CPU user', unit: '%', most: 100 },
	cpu_sys_pct: { name: 'CPU system', unit: '%', most: 100 },
	cpu_iowait_pct: { name: 'I/O wait', unit: '%', most: 100 },
	cpu_idle_pct: { name: 'CPU idle', unit: '%', most: 100 },
	java_cpu_pct: { name: 'Java CPU', unit: '%', most: 100 },
	mem_used_pct: { name: 'Memory', unit: '%', most: 100 },
	swap_used_pct: { name: 'Swap', unit: '%', most: 100 },
	disk_usage_pct: { name: 'Disk', unit: '%', most: 100 },
	net_in_mb_s: { name: 'Network in', unit: 'MB/s' },
	net_out_mb_s: { name: 'Network out', unit: 'MB/s' },
	back_close_wait: { name: 'Back-end close-wait', unit: '' },
	front_close_wait: { name: 'Front-end close-wait', unit: '' },
	load_average: { name: 'Load average', unit: '' },
	uptime_days: { name: 'Uptime', unit: 'days' }
};

/** Returns the display name of one of the daemon's metrics; unknown ones keep the daemon's name. */
export function metricName(metric: string): MetricName {
	return Object.hasOwn(NAMES, metric)
		? NAMES[metric as keyof typeof NAMES]
		: { name: metric, unit: '' };
}

/** Known metrics in the order above, then unknown ones by name. */
export function inMetricOrder(metrics: readonly string[]): readonly string[] {
	const known: readonly string[] = Object.keys(NAMES);
	const rank = (metric: string) => {
		const index = known.indexOf(metric);
		return index === -1 ? known.length : index;
	};
	return [...metrics].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
