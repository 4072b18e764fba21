import { BY_HORIZON, EXPERT_COUNT, lossesSize } from './expert-losses.ts';
import { NORMAL_P90 } from './knot-record.ts';
import { KNOTS } from './knots.ts';

/** The knots at which the mixture learns from its errors: 5 and 30 min, 2 and 8 h. Each is a position in `KNOTS`. */
export const MIXED_KNOTS = [0, 3, 5, 7] as const;
export const MIXED_COUNT = MIXED_KNOTS.length;
export const MIXED_STEPS: readonly number[] = MIXED_KNOTS.map((knot) => KNOTS[knot]);

/** Per knot: how far outcomes lie from "it stays" and from "as a week before", as a scale and quantiles in units of it. */
export const OFFSET_SCALE = 0;
export const OFFSET_COUNT = 1;
export const OFFSET_QUANTILES = 2;
const OFFSET_SIZE = OFFSET_QUANTILES + 3;
const OFFSET_EXPERTS = 2;

const LOSSES_SIZE = lossesSize(BY_HORIZON);
const OFFSETS_FROM = MIXED_COUNT * LOSSES_SIZE;
const WIDTHS_FROM = OFFSETS_FROM + MIXED_COUNT * OFFSET_EXPERTS * OFFSET_SIZE;
const TOLD_FROM = WIDTHS_FROM + MIXED_COUNT * 2;
/** Where the losses of the experts begin that say the same at every horizon. */
export const SHARED_LOSSES = TOLD_FROM + 2 * MIXED_STEPS.reduce((sum, steps) => sum + steps, 0);
const SIZE = SHARED_LOSSES + lossesSize(EXPERT_COUNT - BY_HORIZON);

/** The start of each knot's ring of told quantiles. */
const TOLD_BEFORE = MIXED_STEPS.map((_, index) =>
	MIXED_STEPS.slice(0, index).reduce((sum, steps) => sum + steps, 0)
);

/** Returns the start of a knot's losses. */
export function lossesAt(index: number): number {
	return index * LOSSES_SIZE;
}

/** @param expert 0: it stays, 1: as a week before */
export function offsetAt(index: number, expert: number): number {
	return OFFSETS_FROM + (index * OFFSET_EXPERTS + expert) * OFFSET_SIZE;
}

/** Returns the place of the logarithm by which the mixture's p10 (side 0) or p90 (side 1) is widened at a knot. */
export function widthAt(index: number, side: number): number {
	return WIDTHS_FROM + index * 2 + side;
}

/** Returns the place of the p10 (side 0) or p90 (side 1) told at `step` for a knot. */
export function toldAt(index: number, step: number, side: number): number {
	return TOLD_FROM + 2 * ((TOLD_BEFORE[index] ?? 0) + (step % (MIXED_STEPS[index] ?? 1))) + side;
}

/** Everything a mixture has learnt, in one array that can be stored and copied as it is. */
export function emptyMixture(): Float32Array {
	const memory = new Float32Array(SIZE).fill(NaN);
	memory.fill(0, WIDTHS_FROM, TOLD_FROM);
	for (let index = 0; index < MIXED_COUNT; index++) {
		for (let expert = 0; expert < OFFSET_EXPERTS; expert++) {
			memory.set([0, 0, -NORMAL_P90, 0, NORMAL_P90], offsetAt(index, expert));
		}
	}
	return memory;
}

/** Marks a step at which nothing was told: its place in the rings must not pass for that of an older one. */
export function forgetTold(memory: Float32Array, step: number): void {
	for (let index = 0; index < MIXED_COUNT; index++) {
		memory.fill(NaN, toldAt(index, step, 0), toldAt(index, step, 1) + 1);
	}
}
