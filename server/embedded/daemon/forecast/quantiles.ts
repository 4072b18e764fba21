import { HORIZON_STEPS, METRIC_COUNT } from '../metrics.ts';

/** A server's forecast, rewritten for each server: metric × HORIZON_STEPS + step. NaN for a metric that is not fed. */
export interface Quantiles {
	readonly p10: Float64Array;
	readonly p50: Float64Array;
	readonly p90: Float64Array;
	/** Mean change of the median per step over the next half hour, by metric. */
	readonly trend: Float64Array;
}

export function emptyQuantiles(): Quantiles {
	const size = METRIC_COUNT * HORIZON_STEPS;
	return {
		p10: new Float64Array(size).fill(NaN),
		p50: new Float64Array(size).fill(NaN),
		p90: new Float64Array(size).fill(NaN),
		trend: new Float64Array(METRIC_COUNT).fill(NaN)
	};
}
