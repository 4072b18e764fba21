import fc from 'fast-check';
import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import type { Band } from '#core/outlook/band.ts';
import { OUTLOOK_METRICS } from '#core/outlook/metric-outlook.ts';
import type { ServerBands } from '#core/outlook/server-outlook.ts';
import type { LimitedMetric } from '#core/metrics/limits.ts';

/** A forecast whose median is a straight line from one value to another, with a band of constant width. */
export function bandOf(now: number, to: number, width = 0): Band {
	const curve = (off: number) =>
		Float32Array.from(
			{ length: HORIZON_STEPS },
			(_, index) => now + ((to - now) * (index + 1)) / HORIZON_STEPS + off
		);
	return { now, p10: curve(-width), p50: curve(0), p90: curve(width) };
}

/** A server with these forecasts and no others. */
export function bandsOf(bands: Partial<Record<LimitedMetric, Band>>): ServerBands {
	return OUTLOOK_METRICS.map((metric) => bands[metric]);
}

/** Near the limits, so that many of them are crossed. */
const value = fc.integer({ min: 0, max: 100 });
const anyBand = fc
	.tuple(value, value, fc.integer({ min: 0, max: 30 }))
	.map(([now, to, width]) => bandOf(now, to, width));

export const anyBands: fc.Arbitrary<ServerBands> = fc.array(
	fc.option(anyBand, { nil: undefined }),
	{
		minLength: OUTLOOK_METRICS.length,
		maxLength: OUTLOOK_METRICS.length
	}
);

/** The same forecasts, each moved a little. */
export function moved(bands: ServerBands, by: readonly number[]): ServerBands {
	return bands.map((band, index) => {
		const off = by[index] ?? 0;
		const up = (curve: Float32Array) => curve.map((each) => each + off);
		return (
			band && {
				now: band.now + off,
				p10: up(band.p10),
				p50: up(band.p50),
				p90: up(band.p90)
			}
		);
	});
}
