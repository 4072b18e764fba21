import { METRIC_INDEX } from '../metrics.ts';
import type { MetricName } from '../metrics.ts';
import { RISK_GROUPS, type RiskGroup } from '../rules/risk.ts';

/** One change of the input: the server would report this instead. */
export interface Scenario {
	scenario: string;
	action: string;
	/** The groups of the risk rule whose values the change lowers. */
	eases: readonly RiskGroup[];
	/** The values that the server would report, indexed like METRIC_NAMES. */
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
 * Returns the changes that can be tried. Each changes the input and nothing else: its effect is what forecaster and
 * risk rule make of it. Changes that alter none of the server's values are left out.
 *
 * @param now the newest values
 * @param usual the usual values at this time of day, NaN where unknown
 */
export function scenariosFor(now: Float64Array, usual: Float64Array): Scenario[] {
	const scenarios: Scenario[] = [
		{
			scenario: 'Half of the work elsewhere',
			action: 'Add an instance beside this one and split its load',
			eases: ['cpu', 'load'],
			values: workTimes(now, 0.5)
		},
		{
			scenario: 'A fifth less work',
			action: 'Throttle incoming requests or move batch jobs to later',
			eases: ['cpu', 'load'],
			values: workTimes(now, 0.8)
		},
		{
			scenario: 'Memory use down by a fifth',
			action: 'Clear caches, tune heap sizes, reduce connection pools, or restart what leaks',
			eases: ['memory', 'swap'],
			values: memoryTimes(now, 0.8)
		},
		{
			scenario: 'Half of the I/O wait',
			action: 'Add indexes, cache queries, or move to faster disks',
			eases: ['iowait', 'cpu'],
			values: waitTimes(now, 0.5)
		},
		{
			scenario: 'Half of the swap in use',
			action: 'Restart what was swapped out once memory is free, or lower swappiness',
			eases: ['swap'],
			values: changed(now, { swap_used_pct: valueOf(now, 'swap_used_pct') * 0.5 })
		},
		{
			scenario: 'Half of the load average',
			action: 'Run fewer workers at once, and end tasks that are stuck',
			eases: ['load'],
			values: changed(now, { load_average: valueOf(now, 'load_average') * 0.5 })
		},
		{
			scenario: 'Half of the work and of the I/O wait, memory down by a fifth',
			action: 'Move work to another server, restart this one, then see to its disks',
			eases: RISK_GROUPS,
			values: waitTimes(memoryTimes(workTimes(now, 0.5), 0.8), 0.5)
		},
		{
			scenario: 'CPU back to its usual level for this time of day',
			action: 'Find and stop what runs beyond the usual',
			eases: ['cpu', 'iowait'],
			values: changed(
				now,
				Object.fromEntries(CPU_METRICS.map((metric) => [metric, valueOf(usual, metric)]))
			)
		}
	];
	// Object.is: a metric that is not reported is NaN on both sides.
	return scenarios.filter(({ values }) =>
		values.some((value, metric) => !Object.is(value, now[metric]))
	);
}

function valueOf(values: Float64Array, metric: MetricName): number {
	return values[METRIC_INDEX[metric]] ?? NaN;
}

/** Multiplies user time, Java time and load by `factor`; the difference becomes idle time. */
function workTimes(now: Float64Array, factor: number): Float64Array {
	const user = valueOf(now, 'cpu_user_pct');
	const idle = valueOf(now, 'cpu_idle_pct');
	const freed = (Number.isNaN(user) ? 100 - idle : user) * (1 - factor);
	return changed(now, {
		cpu_user_pct: user * factor,
		cpu_idle_pct: Math.min(100, idle + freed),
		java_cpu_pct: valueOf(now, 'java_cpu_pct') * factor,
		load_average: valueOf(now, 'load_average') * factor
	});
}

function memoryTimes(now: Float64Array, factor: number): Float64Array {
	return changed(now, {
		mem_used_pct: valueOf(now, 'mem_used_pct') * factor,
		swap_used_pct: valueOf(now, 'swap_used_pct') * factor
	});
}

/** Removes I/O wait; the difference becomes idle time. */
function waitTimes(now: Float64Array, factor: number): Float64Array {
	const wait = valueOf(now, 'cpu_iowait_pct');
	return changed(now, {
		cpu_iowait_pct: wait * factor,
		cpu_idle_pct: Math.min(100, valueOf(now, 'cpu_idle_pct') + wait * (1 - factor))
	});
}

/** Returns a copy with some metrics changed; unknown values stay unknown. */
function changed(now: Float64Array, changes: Partial<Record<MetricName, number>>): Float64Array {
	const values = Float64Array.from(now);
	for (const [metric, value] of Object.entries(changes) as [MetricName, number][]) {
		const index = METRIC_INDEX[metric];
		if (!Number.isNaN(now[index] ?? NaN) && !Number.isNaN(value)) values[index] = value;
	}
	return values;
}
