/** The 14 metrics of the feed; every per-metric array of the daemon has this order. */
export const METRIC_NAMES = [
	'cpu_user_pct',
	'cpu_sys_pct',
	'cpu_iowait_pct',
	'cpu_idle_pct',
	'java_cpu_pct',
	'mem_used_pct',
	'swap_used_pct',
	'disk_usage_pct',
	'net_in_mb_s',
	'net_out_mb_s',
	'back_close_wait',
	'front_close_wait',
	'load_average',
	'uptime_days'
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

export const METRIC_COUNT = METRIC_NAMES.length;

/** The largest value of a metric: 100 for a percentage, no limit for a rate, a count or a load. All start at 0. */
export function metricMaximum(metric: MetricName): number {
	return metric.endsWith('_pct') ? 100 : Infinity;
}

/** The position of a metric in every per-metric array. */
export const METRIC_INDEX = Object.fromEntries(
	METRIC_NAMES.map((metric, index) => [metric, index])
) as Record<MetricName, number>;

/** The number of steps of a forecast and their length: 8 hours in all. */
export const HORIZON_STEPS = 96;
export const STEP_MS = 5 * 60_000;
