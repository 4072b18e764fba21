import * as z from 'zod/mini';
import { duration, instant } from '../json/schema.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The resolution of the stored data that a query reads. */
export type Resolution = 'minutes' | 'hours';
export const RESOLUTION_MS: Readonly<Record<Resolution, number>> = {
	minutes: MINUTE_MS,
	hours: HOUR_MS
};

/** The ranges, and the distance between the points of their charts: some hundred points, whatever the range. */
export const RANGES = [
	{ id: '30m', title: '30 min', ms: 30 * MINUTE_MS, stepMs: MINUTE_MS, resolution: 'minutes' },
	{ id: '1h', title: '1 h', ms: HOUR_MS, stepMs: MINUTE_MS, resolution: 'minutes' },
	{ id: '8h', title: '8 h', ms: 8 * HOUR_MS, stepMs: 5 * MINUTE_MS, resolution: 'minutes' },
	{ id: '1d', title: '1 d', ms: DAY_MS, stepMs: 15 * MINUTE_MS, resolution: 'minutes' },
	{ id: '1w', title: '1 w', ms: 7 * DAY_MS, stepMs: 2 * HOUR_MS, resolution: 'hours' },
	{ id: '1M', title: '1 M', ms: 30 * DAY_MS, stepMs: 6 * HOUR_MS, resolution: 'hours' }
] as const satisfies readonly {
	id: string;
	title: string;
	ms: number;
	stepMs: number;
	resolution: Resolution;
}[];
export type Range = (typeof RANGES)[number];
export type RangeId = Range['id'];
export const USUAL_RANGE: RangeId = '1h';
export const rangeIdSchema = z.enum(RANGES.map(({ id }) => id));

/** Reads a range from an address; anything unknown is the view's usual range. */
export function readRange(text: string | null, usual = USUAL_RANGE): RangeId {
	return RANGES.find(({ id }) => id === text)?.id ?? usual;
}

/** Returns the range of an id. */
export function rangeOf(id: RangeId): Range {
	// Cannot fail: every RangeId comes from the table.
	return RANGES.find((range) => range.id === id) as Range;
}

/**
 * A time window: from `from` up to but excluding `to`, with points `stepMs` apart at whole multiples of it. Empty when
 * nothing is kept. `simulatedUntil`: what is before it was simulated, not observed; absent when all of it was observed.
 */
export const windowSchema = z.object({
	from: instant,
	to: instant,
	stepMs: duration,
	simulatedUntil: z.exactOptional(instant)
});
export type Window = z.infer<typeof windowSchema>;

/**
 * Returns the window of a range that ends at `until`, or at the end of the newest whole minute, whichever is earlier. It
 * starts at a whole step, so that its first point covers as much time as the others. Hours that were not over at an earlier
 * `until` are left out: they include what came after it. Data that are not kept by the hour are read with `resolution`
 * minutes.
 * @param newestMinute when the newest whole minute began, in ms since 1970; undefined when there is none
 */
export function windowOf(
	id: RangeId,
	newestMinute: number | undefined,
	until?: number,
	resolution: Resolution = rangeOf(id).resolution
): Window {
	const { ms, stepMs } = rangeOf(id);
	if (newestMinute === undefined) return { from: 0, to: 0, stepMs };
	const edge = newestMinute + MINUTE_MS;
	const past = until !== undefined && until < edge;
	const to = past ? Math.max(0, floorTo(until, RESOLUTION_MS[resolution])) : edge;
	return { from: Math.max(0, floorTo(to - ms, stepMs)), to, stepMs };
}

/** Rounds a time down to the start of its step, minute or hour. */
export function floorTo(at: number, stepMs: number): number {
	return Math.floor(at / stepMs) * stepMs;
}

/**
 * The fields that most questions to the history share. `until` is in ms since 1970; absent: the range ends with the newest
 * data.
 */
export interface RangeQuestion {
	readonly range: RangeId;
	readonly until?: number;
}
