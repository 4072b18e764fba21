const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** As far apart as the forecasts that are compared with what came, and as the points of an 8 h chart. */
const USUAL_STEP_MS = 5 * MINUTE_MS;
/** The last hour is drawn by the minute. */
const LAST_STEP_MS = MINUTE_MS;

/** A past, in ms since 1970. */
export interface PastSpan {
	readonly from: number;
	/** Where it ends, as long as making it takes no time; it goes on with the same spacing. */
	readonly to: number;
}

/** As much as can be replayed by default. What is before is only learnt. */
const MOST_RECORDED_MS = 24 * HOUR_MS;

/** Returns where recording begins: a daemon that knows nothing yet has nothing to say in its first hour. */
export function firstMoment({ from, to }: PastSpan): number {
	const early = from + Math.min(HOUR_MS, Math.floor((to - from) / 2 / MINUTE_MS) * MINUTE_MS);
	return Math.max(early, to - MOST_RECORDED_MS);
}

/** Returns the next moment of a past that is recorded. */
export function nextMoment(at: number, { to }: PastSpan): number {
	return at + (at >= to - HOUR_MS ? LAST_STEP_MS : USUAL_STEP_MS);
}
