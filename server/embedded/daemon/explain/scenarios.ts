import { METRIC_INDEX } from '../metrics.ts';
import type { MetricName } from '../metrics.ts';

/** One change of the input: what if the server reported this instead. */
export interface Scenario {
	scenario: string;
	action: string;
	/** The values it would report, by METRIC_NAMES. */
	values: Float64Array;
}

const CPU_METRICS = [
	'cpu_user_pct',
	'cpu_sys_pct',
	'cpu_iowait_pct',
	'cpu_idle_pct',
	'java_cpu_pct'
] as const;

/**
 * The changes that are tried, each one of the input and of nothing else: an effect is what the forecaster and
 * the risk rule then say.
 *
 * @param now the newest values; @param usual the usual ones at this time of day, NaN where unknown
 */
export function scenariosFor(now: Float64Array, usual: Float64Array): Scenario[] {
	const at = (values: Float64Array, metric: MetricName) => values[METRIC_INDEX[metric]] ?? NaN;
	const scenarios: Scenario[] = [
		{
			scenario: 'Half of the work elsewhere',
			action: 'Add an instance beside this one and split its load',
			values: workTimes(now, 0.5)
		},
		{
			scenario: 'A fifth less work',
			action: 'Throttle incoming requests or move batch jobs to later',
			values: workTimes(now, 0.8)
		},
		{
			scenario: 'Memory use down by a fifth',
			action: 'Clear caches, tune heap sizes, reduce connection pools, or restart what leaks',
			values: changed(now, {
				mem_used_pct: at(now, 'mem_used_pct') * 0.8,
				swap_used_pct: at(now, 'swap_used_pct') * 0.8
			})
		}
	];
	const wait = at(now, 'cpu_iowait_pct');
	const less = wait * 0.5;
	scenarios.push({
		scenario: 'Half of the I/O wait',
		action: 'Add indexes, cache queries, or move to faster disks',
		values: changed(now, {
			cpu_iowait_pct: wait - less,
			cpu_idle_pct: at(now, 'cpu_idle_pct') + less
		})
	});
	if (CPU_METRICS.some((metric) => !Number.isNaN(at(usual, metric)))) {
		scenarios.push({
			scenario: 'CPU back to its usual level for this time of day',
			action: 'Find and stop what runs beyond the usual',
			values: changed(
				now,
				Object.fromEntries(CPU_METRICS.map((metric) => [metric, at(usual, metric)]))
			)
		});
	}
	return scenarios;
}

/** User time, Java time and load times `factor`; what is freed turns idle. */
function workTimes(now: Float64Array, factor: number): Float64Array {
	const at = (metric: MetricName) => now[METRIC_INDEX[metric]] ?? NaN;
	const user = at('cpu_user_pct');
	const freed = (Number.isNaN(user) ? 100 - at('cpu_idle_pct') : user) * (1 - factor);
	return changed(now, {
		cpu_user_pct: user * factor,
		cpu_idle_pct: Math.min(100, at('cpu_idle_pct') + freed),
		java_cpu_pct: at('java_cpu_pct') * factor,
		load_average: at('load_average') * factor
	});
}

/** A copy with some metrics changed; what is not known is not invented. */
function changed(now: Float64Array, changes: Partial<Record<MetricName, number>>): Float64Array {
	const values = Float64Array.from(now);
	for (const [metric, value] of Object.entries(changes) as [MetricName, number][]) {
		const index = METRIC_INDEX[metric];
		if (!Number.isNaN(now[index] ?? NaN) && !Number.isNaN(value)) values[index] = value;
	}
	return values;
}
