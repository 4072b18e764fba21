import { OUTLOOK_STEPS } from './horizons.ts';
import type { MetricOutlook } from './metric-outlook.ts';

/** Returns the chance at any step, in percent: on a straight line between the steps for which it is told. */
export function chanceAt({ chances }: Pick<MetricOutlook, 'chances'>, step: number): number {
	const after = OUTLOOK_STEPS.findIndex((each) => each >= step);
	if (after < 0) return chances.at(-1) ?? 0;
	const [from, to] = [OUTLOOK_STEPS[after - 1] ?? 0, OUTLOOK_STEPS[after] ?? 0];
	const [low, high] = [chances[after - 1] ?? 0, chances[after] ?? 0];
	return to === step ? high : low + ((high - low) * (step - from)) / (to - from);
}

/**
 * Returns the first step at which the chance is at least `percent`, as exactly as the told chances and crossings say: p90
 * crosses at 10 %, p50 at 50 % and p10 at 90 %. Undefined if it never is.
 */
export function stepAtChance(outlook: MetricOutlook, percent: number): number | undefined {
	const { chances, crossings } = outlook;
	if (crossings.p90 === 0) return 0;
	const between = chances.findIndex((chance) => chance >= percent);
	const line = between < 1 ? undefined : stepOnLine(outlook, between, percent);
	const known = [
		{ at: crossings.p90, is: 10 },
		{ at: crossings.p50, is: 50 },
		{ at: crossings.p10, is: 90 }
	];
	const soonest = known.filter(({ is }) => is <= percent).map(({ at }) => at ?? 0);
	const latest = known.filter(({ is }) => is >= percent).map(({ at }) => at ?? Infinity);
	const step = Math.min(Math.max(line ?? Infinity, ...soonest), ...latest);
	return step === Infinity ? undefined : step;
}

/**
 * Returns the highest chance from the first horizon on, in percent: that at a horizon, or between two of them that of a
 * quantile which crosses the limit there.
 */
export function highestChance({ chances, crossings }: MetricOutlook): number {
	const crossed = [
		crossings.p90 === undefined ? 0 : 10,
		crossings.p50 === undefined ? 0 : 50,
		crossings.p10 === undefined ? 0 : 90
	];
	return Math.max(...chances.slice(1), ...crossed);
}

function stepOnLine({ chances }: MetricOutlook, index: number, percent: number): number {
	const [from, to] = [OUTLOOK_STEPS[index - 1] ?? 0, OUTLOOK_STEPS[index] ?? 0];
	const [low, high] = [chances[index - 1] ?? 0, chances[index] ?? 0];
	return Math.max(1, Math.ceil(from + ((to - from) * (percent - low)) / (high - low)));
}
