import type { Level, LevelThresholds } from '#core/levels/levels.ts';
import { displayLimitsOf, type Limits } from '#core/metrics/limits.ts';
import type { HeatmapChoice } from './choice.ts';
import type { Scale } from './scale.ts';

/** A value from which the colour scale shows a level. */
export interface ScaleMark {
	readonly level: Level;
	readonly value: number;
}

/** The limits of the metric shown; undefined for a metric that has none, for risk, and for changes. */
export function limitsShown({ metric, moment }: HeatmapChoice): Limits | undefined {
	if (metric === 'risk' || metric === 'chance' || moment === 'change') return undefined;
	return displayLimitsOf(metric);
}

/** Returns the limits of the metric shown, or the thresholds of the levels where that is the risk; lowest first. */
export function marksOf(choice: HeatmapChoice, thresholds: LevelThresholds): readonly ScaleMark[] {
	if (choice.metric === 'risk')
		return (['degraded', 'warning', 'critical'] as const).map((level) => ({
			level,
			value: thresholds[level]
		}));
	const limits = limitsShown(choice);
	return limits
		? (['warning', 'critical'] as const).map((level) => ({ level, value: limits[level] }))
		: [];
}

/** Returns the ends of an axis that shows the whole scale and all marks, those beyond it, too. */
export function legendEnds(
	{ from, to }: Scale,
	marks: readonly ScaleMark[]
): { readonly from: number; readonly to: number } {
	const values = marks.map(({ value }) => value);
	return { from: Math.min(from, ...values), to: Math.max(to, ...values) };
}
