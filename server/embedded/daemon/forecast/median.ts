import { COEFFICIENTS, RECORD_SIZE } from './knot-record.ts';
import type { Start } from './features.ts';
import { DAY_SLOTS, type Season } from './season.ts';

/** Returns the regression's forecast at one knot, without the error quantiles. */
export function baseAt(
	records: Float64Array,
	knot: number,
	season: Season,
	slot: number,
	steps: number,
	start: Start
): number {
	const own = knot * RECORD_SIZE + COEFFICIENTS;
	return combine(
		start,
		usualChange(season, slot, steps, start),
		records[own] ?? 0,
		records[own + 1] ?? 0,
		records[own + 2] ?? 0,
		records[own + 3] ?? 0,
		records[own + 4] ?? 0
	);
}

/** Returns how much the usual value changes from now to `steps` ahead; 0 until a day is known. */
export function usualChange(season: Season, slot: number, steps: number, start: Start): number {
	if (Number.isNaN(start.usual)) return 0;
	// Never more than a day ahead; dividing each step by a day's steps costs too much.
	const ahead = slot + steps;
	return season.at(ahead < DAY_SLOTS ? ahead : ahead - DAY_SLOTS) - start.usual;
}

export function combine(
	start: Start,
	change: number,
	forChange: number,
	forBack: number,
	forShort: number,
	forLong: number,
	forFresh: number
): number {
	return (
		start.level +
		forChange * change +
		forBack * start.back +
		forShort * start.short +
		forLong * start.long +
		forFresh * start.fresh
	);
}
