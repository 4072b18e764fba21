import type { LimitedMetric } from '#core/metrics/limits.ts';

/** The daemon's metric that each limited one is forecast as, the first that there is. */
export const DAEMON_METRICS: Readonly<Record<LimitedMetric, readonly string[]>> = {
	cpu: ['cpu_idle_pct', 'cpu_user_pct'],
	memory: ['mem_used_pct'],
	iowait: ['cpu_iowait_pct'],
	swap: ['swap_used_pct'],
	disk: ['disk_usage_pct']
};
