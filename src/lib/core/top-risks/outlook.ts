import type { Level } from '../levels/levels.ts';
import type { Reading } from '../topics/reading.ts';
import { changeOf } from '../metrics/trend.ts';

/** The metrics that a top risk shows with a bar, and from which percent the bar warns. */
export const BAR_METRICS = ['cpu', 'memory', 'iowait'] as const;
export type BarMetric = (typeof BAR_METRICS)[number];

export const BAR_LIMITS: Readonly<Record<BarMetric, { amber: number; red: number }>> = {
	cpu: { amber: 70, red: 85 },
	memory: { amber: 80, red: 90 },
	iowait: { amber: 15, red: 30 }
};

/** Metrics without a bar that are named only where they are over this percent. */
export const MARKED_OVER = { swap: 5, disk: 85 } as const;
export type MarkedMetric = keyof typeof MARKED_OVER;

/** The colour of a bar, as one of the levels, so that a shape and a word go with it. */
export function barLevel(metric: BarMetric, percent: number): Level {
	const { amber, red } = BAR_LIMITS[metric];
	if (percent >= red) return 'critical';
	return percent >= amber ? 'warning' : 'healthy';
}

/** Where a server is heading in the next 30 minutes. */
export const OUTLOOKS = ['degrading', 'watch', 'steady'] as const;
export type Outlook = (typeof OUTLOOKS)[number];

/** A rise of more than so many points counts. */
const RISE_POINTS: Readonly<Record<BarMetric, number>> = { cpu: 5, memory: 5, iowait: 2 };

/** Degrading when two of the three rise, watch when one does. A metric that the server lacks does not rise. */
export function outlookOf(reading: Reading): Outlook {
	const rising = BAR_METRICS.filter((metric) => {
		const pair = reading[metric];
		return pair !== undefined && changeOf(pair) > RISE_POINTS[metric];
	});
	if (rising.length >= 2) return 'degrading';
	return rising.length === 1 ? 'watch' : 'steady';
}

/** The metrics to be marked, those over their limit now or in 30 minutes. */
export function markedMetrics(reading: Reading): readonly MarkedMetric[] {
	return (Object.keys(MARKED_OVER) as MarkedMetric[]).filter((metric) =>
		reading[metric]?.some((percent) => percent > MARKED_OVER[metric])
	);
}
