import { DISPLAY_LIMITS, type LimitedMetric, type LimitLevel } from '../metrics/limits.ts';
import { chanceAtStep, firstStepOver, isOverNow, type Band } from './band.ts';
import { OUTLOOK_STEPS } from './horizons.ts';

/** The metrics with limits, in the order in which the topic `outlook` numbers them: new ones come last. */
export const OUTLOOK_METRICS = [
	'cpu',
	'memory',
	'iowait',
	'swap',
	'disk'
] as const satisfies readonly LimitedMetric[];

/** No more than this is told of what is not known yet, in percent. */
const MOST_PERCENT = 99;

/**
 * What one metric of a server is about to do at its limits. Steps count from 1, and 0 is now; a step is absent where the
 * limit is never reached.
 */
export interface MetricOutlook {
	readonly metric: LimitedMetric;
	/** The first steps at which p90, p50 and p10 are over the warning limit; 0 for all of them where the value is. */
	readonly crossings: { readonly p90?: number; readonly p50?: number; readonly p10?: number };
	/** The first step at which p50 is over the critical limit; 0 where the value is. */
	readonly criticalAt?: number;
	/**
	 * The chance of being over the warning limit at each of OUTLOOK_STEPS, in percent: now 0 or 100, later at most 99. A
	 * chance is that of being over at that time, by the daemon's band.
	 */
	readonly chances: readonly number[];
}

/** Returns the outlook of a metric's forecast at its limits. */
export function metricOutlook(metric: LimitedMetric, band: Band): MetricOutlook {
	const { warning, critical } = DISPLAY_LIMITS[metric];
	const over = isOverNow(band, warning);
	const criticalAt = isOverNow(band, critical) ? 0 : firstStepOver(band.p50, critical);
	return {
		metric,
		crossings: over ? { p90: 0, p50: 0, p10: 0 } : crossingsOf(band, warning),
		...(criticalAt !== undefined && { criticalAt }),
		chances: OUTLOOK_STEPS.map((step) => {
			const percent = Math.round(chanceAtStep(band, warning, step) * 100);
			return step === 0 ? percent : Math.min(MOST_PERCENT, percent);
		})
	};
}

/** Returns the limit that is crossed first, or that the value is over: the critical one where both are crossed at once. */
export function firstLimit({ metric, crossings, criticalAt }: MetricOutlook): {
	readonly metric: LimitedMetric;
	readonly level: LimitLevel;
	readonly value: number;
} {
	const isCritical = criticalAt !== undefined && criticalAt <= (crossings.p50 ?? Infinity);
	const level = isCritical ? 'critical' : 'warning';
	return { metric, level, value: DISPLAY_LIMITS[metric][level] };
}

function crossingsOf({ p90, p50, p10 }: Band, limit: number): MetricOutlook['crossings'] {
	const [possible, likely, sure] = [p90, p50, p10].map((curve) => firstStepOver(curve, limit));
	return {
		...(possible !== undefined && { p90: possible }),
		...(likely !== undefined && { p50: likely }),
		...(sure !== undefined && { p10: sure })
	};
}
