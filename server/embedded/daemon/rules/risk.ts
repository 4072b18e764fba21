import { HORIZON_STEPS, METRIC_INDEX, type MetricName } from '../metrics.ts';
import { isDatabase } from '../profiles.ts';
import type { Reading } from './reading.ts';

/** Rows of `[at least, points]`, highest first: the first row that matches counts. */
type Rows = readonly (readonly [number, number])[];

const CPU_NOW: Rows = [
	[98, 60],
	[95, 40],
	[90, 25],
	[80, 15]
];
const CPU_AHEAD: Rows = [
	[98, 40],
	[95, 25],
	[90, 15]
];
const MEMORY_NOW: Rows = [
	[98, 50],
	[95, 30],
	[90, 15],
	[85, 10]
];
const DATABASE_MEMORY_NOW: Rows = [
	[99, 50],
	[98, 30],
	[95, 15]
];
const MEMORY_AHEAD: Rows = [
	[98, 30],
	[95, 20]
];
const IO_WAIT_NOW: Rows = [
	[30, 40],
	[20, 25],
	[10, 15]
];
const IO_WAIT_AHEAD: Rows = [
	[30, 25],
	[20, 15]
];
const SWAP_NOW: Rows = [
	[50, 30],
	[25, 20],
	[10, 10]
];
const LOAD_NOW: Rows = [
	[12, 20],
	[8, 10]
];

const NOW_WEIGHT = 0.7;
const AHEAD_WEIGHT = 0.3;

/** The number of first steps whose mean is "predicted": the next half hour. */
export const NEAR_STEPS = 6;

/** The groups of metrics whose points add up to a risk score. */
export const RISK_GROUPS = ['cpu', 'memory', 'iowait', 'swap', 'load'] as const;
export type RiskGroup = (typeof RISK_GROUPS)[number];

/** The rule's inputs: a value now and one for the next half hour, NaN if unknown. */
export type RiskInputs = Record<RiskGroup, { now: number; ahead: number }>;

function points(rows: Rows, value: number): number {
	return rows.find(([atLeast]) => value >= atLeast)?.[1] ?? 0;
}

/** Returns the weighted points of each group; their sum, clamped to 0–100 and rounded, is the score. */
export function riskPoints(serverName: string, inputs: RiskInputs): Record<RiskGroup, number> {
	const { cpu, memory, iowait, swap, load } = inputs;
	const memoryNow = isDatabase(serverName) ? DATABASE_MEMORY_NOW : MEMORY_NOW;
	const both = (now: number, ahead: number) => NOW_WEIGHT * now + AHEAD_WEIGHT * ahead;
	return {
		cpu: both(points(CPU_NOW, cpu.now), points(CPU_AHEAD, cpu.ahead)),
		memory: both(points(memoryNow, memory.now), points(MEMORY_AHEAD, memory.ahead)),
		iowait: both(points(IO_WAIT_NOW, iowait.now), points(IO_WAIT_AHEAD, iowait.ahead)),
		swap: both(points(SWAP_NOW, swap.now), 0),
		load: both(points(LOAD_NOW, load.now), 0)
	};
}

/** Returns the risk, 0–100 with one decimal. */
export function riskScore(serverName: string, inputs: RiskInputs): number {
	const sum = Object.values(riskPoints(serverName, inputs)).reduce((total, each) => total + each);
	return Math.round(Math.min(100, Math.max(0, sum)) * 10) / 10;
}

/** Returns the rule's inputs from the cautious end of the forecast: p90 of a load, p10 of idle. */
export function riskInputs(reading: Reading): RiskInputs {
	const now = (metric: MetricName) => reading.current[METRIC_INDEX[metric]] ?? NaN;
	const nearHigh = (metric: MetricName) => nearMean(reading.p90, METRIC_INDEX[metric]);
	const idle = now('cpu_idle_pct');
	const cpu = Number.isNaN(idle)
		? { now: now('cpu_user_pct'), ahead: nearHigh('cpu_user_pct') }
		: { now: 100 - idle, ahead: 100 - nearMean(reading.p10, METRIC_INDEX.cpu_idle_pct) };
	return {
		cpu,
		memory: { now: now('mem_used_pct'), ahead: nearHigh('mem_used_pct') },
		iowait: { now: now('cpu_iowait_pct'), ahead: nearHigh('cpu_iowait_pct') },
		swap: { now: now('swap_used_pct'), ahead: nearHigh('swap_used_pct') },
		load: { now: now('load_average'), ahead: nearHigh('load_average') }
	};
}

/** Returns the mean of the first steps of one metric in an array laid out like {@link Reading.p50}. */
export function nearMean(quantile: Float64Array, metric: number): number {
	let sum = 0;
	for (let step = 0; step < NEAR_STEPS; step++) {
		sum += quantile[metric * HORIZON_STEPS + step] ?? NaN;
	}
	return sum / NEAR_STEPS;
}
