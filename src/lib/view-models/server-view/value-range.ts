import type { MetricLimit } from '#core/metrics/limits.ts';
import type { Forecast } from '#core/topics/states.ts';
import type { PastPoint } from './recent-past.ts';

/** So much of what is shown is left free above and below it. */
const MARGIN = 0.1;
/** A limit belongs into the picture from this near on, in heights of what is shown. */
const NEAR = 1;
/** Less than this is noise, which must not look like a mountain: in the metric's unit. */
const LEAST_HEIGHT = 4;

/**
 * Returns the value axis of a chart, fitted to the data: the past, the forecast's band, and each limit that they are near
 * to. Within 0 and `most`, where the scale has such an end.
 */
export function valueRange(
	{ now, p10, p90 }: Pick<Forecast, 'now' | 'p10' | 'p90'>,
	past: readonly PastPoint[],
	limits: readonly MetricLimit[],
	most = Infinity
): { readonly min: number; readonly max: number } {
	const values = [now, ...p10, ...p90, ...past.map(([, value]) => value)];
	let [low, high] = [Math.min(...values), Math.max(...values)];
	const height = Math.max(LEAST_HEIGHT, high - low);
	for (const { value } of limits) {
		if (value > high && value - high <= height * NEAR) high = value;
		if (value < low && low - value <= height * NEAR) low = value;
	}
	const short = Math.max(0, LEAST_HEIGHT - (high - low)) / 2;
	const margin = short + (high - low) * MARGIN;
	const step = niceStep(high - low + 2 * margin);
	return {
		min: Math.max(0, Math.floor((low - margin) / step) * step),
		max: Math.min(most, Math.ceil((high + margin) / step) * step)
	};
}

/** The largest 1, 2 or 5 times a power of ten of which four fit. */
function niceStep(height: number): number {
	const power = 10 ** Math.floor(Math.log10(height / 4));
	return power * ([5, 2, 1].find((step) => step * power * 4 <= height) ?? 1);
}
