import { tenth } from '../metrics/metrics.ts';
import { chanceOver, distanceOf } from './chance.ts';

/**
 * The forecast of one metric along time: the value that counts now, and the quantiles at each step, the first of which is
 * step 1.
 */
export interface Band {
	readonly now: number;
	readonly p10: Float32Array;
	readonly p50: Float32Array;
	readonly p90: Float32Array;
}

/** Whether the value that counts now is over a limit, rounded as screens show it. */
export function isOverNow({ now }: Pick<Band, 'now'>, limit: number): boolean {
	return tenth(now) >= limit;
}

/** Returns the first step at which a quantile is over a limit; undefined if none is. */
export function firstStepOver(quantile: Float32Array, limit: number): number | undefined {
	for (let index = 0; index < quantile.length; index++)
		if ((quantile[index] ?? NaN) >= limit) return index + 1;
	return undefined;
}

/** Returns the first step at which a limit is no further away than this (`distanceOf`), so its chance as high; none before `from` is looked at. */
export function firstStepWithin(
	band: Band,
	limit: number,
	distance: number,
	from = 1
): number | undefined {
	for (let step = from; step <= band.p50.length; step++)
		if (distanceAtStep(band, limit, step) <= distance) return step;
	return undefined;
}

export function distanceAtStep({ p10, p50, p90 }: Band, limit: number, step: number): number {
	const index = step - 1;
	return distanceOf(limit, p10[index] ?? NaN, p50[index] ?? NaN, p90[index] ?? NaN);
}

/** Returns the chance, 0–1, of being over a limit at a step; step 0 is now, where it is known. */
export function chanceAtStep(band: Band, limit: number, step: number): number {
	if (step === 0) return isOverNow(band, limit) ? 1 : 0;
	const { p10, p50, p90 } = band;
	const index = step - 1;
	return chanceOver(limit, p10[index] ?? NaN, p50[index] ?? NaN, p90[index] ?? NaN);
}
