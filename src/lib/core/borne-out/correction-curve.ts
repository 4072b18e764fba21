import * as z from 'zod/mini';
import { SAMPLED_STEPS } from '../accuracy/sampled-steps.ts';
import type { Correction } from './correction.ts';
import { isEnough, proven, type Pool } from './pool.ts';

/** A correction at each of SAMPLED_STEPS, as three lists. */
export const correctionCurveSchema = z.object({
	scale: z.array(z.number()),
	lower: z.array(z.number()),
	upper: z.array(z.number())
});
export type CorrectionCurve = z.infer<typeof correctionCurveSchema>;

/** Metric → profile → its correction, of those that have seen enough at every horizon. */
export type Corrections = ReadonlyMap<string, ReadonlyMap<string, CorrectionCurve>>;

/** Returns the correction of a metric and profile; undefined until enough has been seen at every horizon. */
export function curveOf(pools: readonly (Pool | undefined)[]): CorrectionCurve | undefined {
	const seen = pools.flatMap((pool, index) =>
		pool && isEnough(pool) ? [proven(pool, SAMPLED_STEPS[index] ?? Infinity)] : []
	);
	if (seen.length < SAMPLED_STEPS.length) return undefined;
	const each = (part: keyof Correction) => seen.map((correction) => rounded(correction[part]));
	return { scale: each('scale'), lower: each('lower'), upper: each('upper') };
}

/** Four digits are finer than any screen, and short on the wire. */
function rounded(value: number): number {
	return Number(value.toPrecision(4));
}

/** Returns the correction at any step: on a straight line between the steps at which it was learnt. */
export function correctionAt(curve: CorrectionCurve, step: number): Correction {
	const after = Math.max(
		0,
		SAMPLED_STEPS.findIndex((each) => each >= step)
	);
	const before = Math.max(0, after - 1);
	const [from, to] = [SAMPLED_STEPS[before] ?? 1, SAMPLED_STEPS[after] ?? 1];
	const share = to === from ? 0 : (step - from) / (to - from);
	const between = (values: readonly number[]) => {
		const [low, high] = [values[before] ?? 0, values[after] ?? 0];
		return low + (high - low) * share;
	};
	return { scale: between(curve.scale), lower: between(curve.lower), upper: between(curve.upper) };
}
