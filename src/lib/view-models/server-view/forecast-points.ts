import { SOON_STEPS } from '../metrics/horizon.ts';
import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import type { Forecast } from '#core/topics/states.ts';

/** One moment of a forecast: the median and the range of four outcomes in five. */
export interface ForecastPoint {
	readonly p10: number;
	readonly p50: number;
	readonly p90: number;
}

/**
 * Returns the forecast for the end of step `steps`; undefined when it does not reach that far, or that step is not kept.
 */
export function pointAt(forecast: Forecast, steps: number): ForecastPoint | undefined {
	const index = forecast.steps ? forecast.steps.indexOf(steps) : steps - 1;
	const [p10, p50, p90] = [forecast.p10, forecast.p50, forecast.p90].map(
		(quantile) => quantile[index]
	);
	return p10 === undefined || p50 === undefined || p90 === undefined
		? undefined
		: { p10, p50, p90 };
}

/** The two moments that a server's page shows as numbers. */
export const TOLD_STEPS = { soon: SOON_STEPS, horizon: HORIZON_STEPS } as const;
