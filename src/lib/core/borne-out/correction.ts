import { metricRange } from '../metrics/range.ts';

/** Three quantiles of one forecast value. */
export interface QuantileBand {
	readonly p10: number;
	readonly p50: number;
	readonly p90: number;
}

/**
 * How a band is corrected: each bound moves outwards by so many times its distance from the median plus `scale`, which is
 * in the metric's unit. Below 0 it moves inwards.
 */
export interface Correction {
	readonly scale: number;
	readonly lower: number;
	readonly upper: number;
}

/** Both bounds of a band, each on its own: they may be out of order, and beside the median. */
export interface Bounds {
	readonly lower: number;
	readonly upper: number;
}

/** Returns the bounds that a correction makes of a band, within what the metric can be. */
export function correctedBounds(
	{ scale, lower, upper }: Correction,
	{ p10, p50, p90 }: QuantileBand,
	metric: string
): Bounds {
	const { least, most } = metricRange(metric);
	const within = (value: number) => Math.min(most, Math.max(least, value));
	return {
		lower: within(p10 - lower * (Math.max(0, p50 - p10) + scale)),
		upper: within(p90 + upper * (Math.max(0, p90 - p50) + scale))
	};
}

/**
 * Returns the band as borne out. Where the daemon's median is outside of the corrected bounds, the nearer one takes its
 * place; bounds that have crossed are one value, the middle between them.
 */
export function corrected(
	correction: Correction,
	band: QuantileBand,
	metric: string
): QuantileBand {
	const bounds = correctedBounds(correction, band, metric);
	const middle = (bounds.lower + bounds.upper) / 2;
	const p10 = Math.min(bounds.lower, middle);
	const p90 = Math.max(bounds.upper, middle);
	return { p10, p50: Math.min(p90, Math.max(p10, band.p50)), p90 };
}
