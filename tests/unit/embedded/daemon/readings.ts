import {
	HORIZON_STEPS,
	METRIC_COUNT,
	METRIC_INDEX,
	type MetricName
} from '../../../../server/embedded/daemon/metrics.ts';
import type { Reading } from '../../../../server/embedded/daemon/rules/reading.ts';

/** A metric as it is now, and flat quantiles ahead: the same as now unless said otherwise. */
export interface Flat {
	now: number;
	p10?: number;
	p50?: number;
	p90?: number;
}

/** A server that reports only the metrics given, each with a flat forecast. */
export function flatReading(
	serverName: string,
	metrics: Partial<Record<MetricName, Flat | number>>
): Reading {
	const size = METRIC_COUNT * HORIZON_STEPS;
	const reading = {
		serverName,
		current: new Float64Array(METRIC_COUNT).fill(NaN),
		p10: new Float64Array(size).fill(NaN),
		p50: new Float64Array(size).fill(NaN),
		p90: new Float64Array(size).fill(NaN)
	};
	for (const [name, given] of Object.entries(metrics) as [MetricName, Flat | number][]) {
		const flat = typeof given === 'number' ? { now: given } : given;
		const metric = METRIC_INDEX[name];
		reading.current[metric] = flat.now;
		for (const part of ['p10', 'p50', 'p90'] as const) {
			const from = metric * HORIZON_STEPS;
			reading[part].fill(flat[part] ?? flat.now, from, from + HORIZON_STEPS);
		}
	}
	return reading;
}
