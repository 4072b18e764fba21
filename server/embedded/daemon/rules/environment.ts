import { HORIZON_STEPS, METRIC_INDEX, type MetricName } from '../metrics.ts';
import type { Reading } from './reading.ts';
import { NEAR_STEPS } from './risk.ts';

const HIGH_IS_BAD: readonly { metric: MetricName; warning: number; critical: number }[] = [
	{ metric: 'cpu_user_pct', warning: 80, critical: 90 },
	{ metric: 'cpu_sys_pct', warning: 50, critical: 70 },
	{ metric: 'cpu_iowait_pct', warning: 20, critical: 40 },
	{ metric: 'mem_used_pct', warning: 85, critical: 95 },
	{ metric: 'swap_used_pct', warning: 10, critical: 30 },
	{ metric: 'disk_usage_pct', warning: 80, critical: 90 },
	{ metric: 'java_cpu_pct', warning: 70, critical: 85 }
];
const IDLE = { warning: 20, critical: 10 };

/** How far over a limit p90 must be to count as much as p50 over it. */
const P90_MARGIN = 5;

const NEAR = { steps: NEAR_STEPS, critical: 0.25, warning: 0.1 };
const FAR = { steps: HORIZON_STEPS, critical: 0.2, warning: 0.08 };
type Horizon = typeof NEAR;

export interface Strain {
	/** 0–1: how much of the next half hour's forecast is over limits. */
	near: number;
	/** 0–1: the same for the whole eight hours. */
	far: number;
}

/** One server's part in the environment's figures. */
export function strainOf(reading: Reading): Strain {
	return { near: strain(reading, NEAR), far: strain(reading, FAR) };
}

function strain(reading: Reading, horizon: Horizon): number {
	let sum = 0;
	for (const { metric, warning, critical } of HIGH_IS_BAD) {
		const median = extreme(reading.p50, METRIC_INDEX[metric], horizon.steps, Math.max);
		const high = extreme(reading.p90, METRIC_INDEX[metric], horizon.steps, Math.max);
		const over = (limit: number) => median > limit || high > limit + P90_MARGIN;
		if (over(critical)) sum += horizon.critical;
		else if (over(warning)) sum += horizon.warning;
	}
	const idle = extreme(reading.p50, METRIC_INDEX.cpu_idle_pct, horizon.steps, Math.min);
	if (idle < IDLE.critical) sum += horizon.critical;
	else if (idle < IDLE.warning) sum += horizon.warning;
	return Math.min(1, sum);
}

function extreme(
	quantile: Float64Array,
	metric: number,
	steps: number,
	pick: (one: number, other: number) => number
): number {
	const from = metric * HORIZON_STEPS;
	let found = quantile[from] ?? NaN;
	for (let step = 1; step < steps; step++) found = pick(found, quantile[from + step] ?? NaN);
	return found;
}

export interface Environment {
	prob_30m: number;
	prob_8h: number;
	incident_probability_30m: number;
	incident_probability_8h: number;
	high_risk_servers: number;
	total_servers: number;
	fleet_health: 'healthy' | 'warning' | 'critical' | 'unknown';
}

const HIGH_RISK_ABOVE = 0.5;

/** Returns the fleet's figures: the mean strain per horizon. The health of an empty fleet is unknown. */
export function environmentOf(strains: readonly Strain[]): Environment {
	const mean = (part: keyof Strain) =>
		strains.length ? strains.reduce((sum, each) => sum + each[part], 0) / strains.length : 0;
	const near = mean('near');
	const far = mean('far');
	return {
		prob_30m: near,
		prob_8h: far,
		incident_probability_30m: near,
		incident_probability_8h: far,
		high_risk_servers: strains.filter((each) => each.near > HIGH_RISK_ABOVE).length,
		total_servers: strains.length,
		fleet_health: strains.length ? healthOf(near) : 'unknown'
	};
}

function healthOf(near: number): Environment['fleet_health'] {
	if (near > 0.6) return 'critical';
	return near > 0.3 ? 'warning' : 'healthy';
}
