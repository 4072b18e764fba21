import type { NowAndSoon } from '#core/topics/reading.ts';
import { tenth } from '#core/metrics/metrics.ts';

/** The meaning of a change for a metric where more is worse: CPU, memory, I/O wait. */
export type Trend = 'much worse' | 'worse' | 'steady' | 'better' | 'much better';

/** Worse beyond 5 points, much worse beyond 15, likewise better. */
const NOTABLE_POINTS = 5;
const LARGE_POINTS = 15;

/** In tenths, as shown on screen: 3.3 to 8.3 is 5.0 points, which a difference of floats need not be. */
export function changeOf([now, soon]: NowAndSoon): number {
	return tenth(soon - now);
}

/** Returns the trend of a change in percent points. */
export function trendOf(change: number): Trend {
	if (change > LARGE_POINTS) return 'much worse';
	if (change > NOTABLE_POINTS) return 'worse';
	if (change < -LARGE_POINTS) return 'much better';
	if (change < -NOTABLE_POINTS) return 'better';
	return 'steady';
}
