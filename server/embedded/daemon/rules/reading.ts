/** One server as the rules see it; every array is indexed like METRIC_NAMES. */
export interface Reading {
	readonly serverName: string;
	/** The last fed value, NaN if the server does not report the metric. */
	readonly current: Float64Array;
	/** Quantiles of all metrics in one array each: metric × HORIZON_STEPS + step. */
	readonly p10: Float64Array;
	readonly p50: Float64Array;
	readonly p90: Float64Array;
}
