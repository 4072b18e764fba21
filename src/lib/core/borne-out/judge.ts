import * as z from 'zod/mini';
import { wholeNumber } from '../json/schema.ts';
import { corrected, type Correction, type QuantileBand } from './correction.ts';
import type { PoolOutcome } from './pool.ts';

/** Of forecasts that a correction was in force for when they were made: how many values were inside either band. */
export const heldSumsSchema = z.object({
	count: wholeNumber,
	told: wholeNumber,
	borneOut: wholeNumber
});
export type HeldSums = z.infer<typeof heldSumsSchema>;

export const NOTHING_HELD: HeldSums = { count: 0, told: 0, borneOut: 0 };

/** Judges both bands of some forecasts by what came; nothing without a correction. */
export function judge(
	outcomes: readonly PoolOutcome[],
	correction: Correction | undefined,
	metric: string
): HeldSums {
	if (!correction) return NOTHING_HELD;
	let [told, borneOut] = [0, 0];
	for (const { actual, ...band } of outcomes) {
		if (isInside(actual, band)) told++;
		if (isInside(actual, corrected(correction, band, metric))) borneOut++;
	}
	return { count: outcomes.length, told, borneOut };
}

function isInside(actual: number, { p10, p90 }: QuantileBand): boolean {
	return actual >= p10 && actual <= p90;
}

export function plusHeld(a: HeldSums, b: HeldSums): HeldSums {
	return { count: a.count + b.count, told: a.told + b.told, borneOut: a.borneOut + b.borneOut };
}
