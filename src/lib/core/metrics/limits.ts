import type { Reading } from '../topics/reading.ts';
import type { DisplayMetric } from './metrics.ts';

/** The warning and critical value of a metric, in its unit; a value equal to a limit is over it. */
export interface Limits {
	readonly warning: number;
	readonly critical: number;
}
export type LimitLevel = keyof Limits;

const TABLE = {
	cpu_user_pct: { warning: 85, critical: 95 },
	mem_used_pct: { warning: 90, critical: 98 },
	cpu_iowait_pct: { warning: 20, critical: 30 },
	swap_used_pct: { warning: 25, critical: 50 },
	disk_usage_pct: { warning: 85, critical: 95 }
} as const satisfies Record<string, Limits>;

/**
 * The single table of limits: where the daemon alerts, and where every page calls a metric's value warning or critical.
 */
export const LIMITS: Readonly<Record<string, Limits>> = TABLE;

/**
 * The limits of the metrics in tables and bars. CPU used is user time and more: it has the limits of user time, and the
 * daemon does not alert on it.
 */
export const DISPLAY_LIMITS = {
	cpu: TABLE.cpu_user_pct,
	memory: TABLE.mem_used_pct,
	iowait: TABLE.cpu_iowait_pct,
	swap: TABLE.swap_used_pct,
	disk: TABLE.disk_usage_pct
} as const satisfies Partial<Record<DisplayMetric, Limits>>;
export type LimitedMetric = keyof typeof DISPLAY_LIMITS;

/** Returns undefined for a metric without limits, such as a server's load. */
export function displayLimitsOf(metric: DisplayMetric): Limits | undefined {
	return Object.hasOwn(DISPLAY_LIMITS, metric)
		? DISPLAY_LIMITS[metric as LimitedMetric]
		: undefined;
}

/** What pages derive of idle time, beside the daemon's own metrics. */
export const CPU_USED = 'cpu_used';

/** Returns undefined for a metric without limits. */
export function limitsOf(metric: string): Limits | undefined {
	return Object.hasOwn(LIMITS, metric) ? LIMITS[metric] : undefined;
}

/** Returns the highest limit that a value is over; undefined below both, and without limits. */
export function limitLevel(limits: Limits | undefined, value: number): LimitLevel | undefined {
	if (!limits) return undefined;
	if (value >= limits.critical) return 'critical';
	return value >= limits.warning ? 'warning' : undefined;
}

/**
 * Returns the highest limit that a value of one of the daemon's metrics is over; idle time is read as CPU used, the rest of
 * 100 %.
 */
export function metricLevel(metric: string, value: number): LimitLevel | undefined {
	if (metric === 'cpu_idle_pct') return limitLevel(DISPLAY_LIMITS.cpu, 100 - value);
	return limitLevel(metric === CPU_USED ? DISPLAY_LIMITS.cpu : limitsOf(metric), value);
}

export interface MetricLimit {
	readonly level: LimitLevel;
	readonly value: number;
}

/** Returns a metric's limits, lowest first; of the daemon's own metrics only those have any that it alerts on. */
export function limitRows(metric: string): readonly MetricLimit[] {
	const limits = metric === CPU_USED ? DISPLAY_LIMITS.cpu : limitsOf(metric);
	return limits
		? [
				{ level: 'warning', value: limits.warning },
				{ level: 'critical', value: limits.critical }
			]
		: [];
}

/** A metric of a reading that is over a limit, either now or in the forecast for the next half hour. */
export interface OverLimit {
	readonly metric: LimitedMetric;
	readonly level: LimitLevel;
	/** The limit it is over. */
	readonly limit: number;
	readonly value: number;
	readonly moment: 'now' | 'soon';
}

/** Returns the metrics over a limit: current ones before forecast ones, critical before warning. */
export function overLimits(reading: Reading): readonly OverLimit[] {
	const over = (Object.keys(DISPLAY_LIMITS) as LimitedMetric[]).flatMap((metric): OverLimit[] => {
		const [limits, pair] = [DISPLAY_LIMITS[metric], reading[metric]];
		if (!pair) return [];
		const moment = limitLevel(limits, pair[0]) ? 'now' : 'soon';
		const value = moment === 'now' ? pair[0] : pair[1];
		const level = limitLevel(limits, value);
		return level ? [{ metric, level, limit: limits[level], value, moment }] : [];
	});
	return over.sort((a, b) => limitRank(a) - limitRank(b));
}

/** Sort key, lowest first: current before forecast, and within those critical before warning. */
export function limitRank({ moment, level }: OverLimit): number {
	return (moment === 'now' ? 0 : 2) + (level === 'critical' ? 0 : 1);
}
