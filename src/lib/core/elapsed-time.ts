/** Two clocks, read at one moment, in ms. */
export interface Readings {
	/** Never runs backwards, but on many systems stands still while the machine sleeps. */
	readonly monotonic: number;
	/** Since 1970; anyone may set it, either way. */
	readonly wall: number;
}

/** Time that has passed, sleep included, in ms from any beginning. */
export interface ElapsedTime extends Readings {
	readonly ms: number;
}

/** The wall clock gets ahead by less than this between two readings without having been set: it is only corrected. */
export const NOTICED_MS = 1_000;

export function beginElapsed(readings: Readings): ElapsedTime {
	return { ...readings, ms: readings.monotonic };
}

/**
 * One more reading. What the wall clock gained on the other is a sleep, or somebody set it: nobody can tell, so it counts
 * as time, and what is held is taken for older. A wall clock that was set back makes nothing younger.
 */
export function elapse(before: ElapsedTime, { monotonic, wall }: Readings): ElapsedTime {
	const ran = Math.max(0, monotonic - before.monotonic);
	const gained = wall - before.wall - ran;
	return { monotonic, wall, ms: before.ms + ran + (gained > NOTICED_MS ? gained : 0) };
}
