import { CPU_USED } from './limits.ts';
import { KNOWN_METRICS } from './metrics.ts';

/** The values that a metric can have. */
export interface MetricRange {
	readonly least: number;
	readonly most: number;
}

const PERCENT: MetricRange = { least: 0, most: 100 };
const NO_LESS_THAN_NOTHING: MetricRange = { least: 0, most: Infinity };
const ANYTHING: MetricRange = { least: -Infinity, most: Infinity };
const KNOWN: ReadonlySet<string> = new Set(KNOWN_METRICS);

/** Returns the range of a daemon's metric: a percentage, a count or a load; of a metric that is not known, any number. */
export function metricRange(metric: string): MetricRange {
	if (metric.endsWith('_pct') || metric === CPU_USED) return PERCENT;
	return KNOWN.has(metric) ? NO_LESS_THAN_NOTHING : ANYTHING;
}
