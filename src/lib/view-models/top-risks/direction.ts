import type { Reading } from '#core/topics/reading.ts';
import { DISPLAY_LIMITS, limitLevel } from '#core/metrics/limits.ts';
import { changeOf } from '../metrics/trend.ts';

/** The metrics that a top risk shows with a bar. */
export const BAR_METRICS = ['cpu', 'memory', 'iowait'] as const;
export type BarMetric = (typeof BAR_METRICS)[number];

/** Metrics without a bar, named only when notable. */
const NAMED_METRICS = ['swap', 'disk'] as const;
export type NamedMetric = (typeof NAMED_METRICS)[number];
/** Swap in use above this percent is mentioned, well below its limits. */
const SWAP_TOLD_OVER = 5;

/** The direction of a server in the next 30 minutes. */
export type Direction = 'degrading' | 'watch' | 'steady';

/** A rise of more points than this counts. */
const RISE_POINTS: Readonly<Record<BarMetric, number>> = { cpu: 5, memory: 5, iowait: 2 };

/** Degrading when two of the three rise, watch when one does. A metric that the server lacks does not rise. */
export function directionOf(reading: Reading): Direction {
	const rising = BAR_METRICS.filter((metric) => {
		const pair = reading[metric];
		return pair !== undefined && changeOf(pair) > RISE_POINTS[metric];
	});
	if (rising.length >= 2) return 'degrading';
	return rising.length === 1 ? 'watch' : 'steady';
}

/** Returns the notable metrics, by their value now or in 30 minutes. */
export function namedMetrics(reading: Reading): readonly NamedMetric[] {
	return NAMED_METRICS.filter((metric) =>
		reading[metric]?.some(
			(percent) =>
				limitLevel(DISPLAY_LIMITS[metric], percent) !== undefined ||
				(metric === 'swap' && percent > SWAP_TOLD_OVER)
		)
	);
}
