import type { Level } from '../levels/levels.ts';

/** From where on the daemon alerts on a metric's median forecast (first 12 steps), in the metric's unit. */
export interface AlertThresholds {
	readonly warning: number;
	readonly critical: number;
}

/** The daemon’s own limits, as its contract states them. */
export const ALERT_THRESHOLDS: Readonly<Record<string, AlertThresholds>> = {
	cpu_user_pct: { warning: 85, critical: 95 },
	mem_used_pct: { warning: 90, critical: 98 },
	cpu_iowait_pct: { warning: 20, critical: 30 },
	swap_used_pct: { warning: 25, critical: 50 },
	disk_usage_pct: { warning: 85, critical: 95 }
};

export interface MetricThreshold {
	readonly level: Extract<Level, 'warning' | 'critical'>;
	readonly value: number;
}

/** A metric's thresholds, the lower first; none for one that the daemon never alerts on. */
export function thresholdsOf(metric: string): readonly MetricThreshold[] {
	const limits = Object.hasOwn(ALERT_THRESHOLDS, metric) ? ALERT_THRESHOLDS[metric] : undefined;
	return limits
		? [
				{ level: 'warning', value: limits.warning },
				{ level: 'critical', value: limits.critical }
			]
		: [];
}
