/** Two clocks read at the same moment, in ms. */
export interface Readings {
	/** Never runs backwards, but on many systems stops while the machine sleeps. */
	readonly monotonic: number;
	/** Since 1970; can be set, forwards or backwards. */
	readonly wall: number;
}

/** Elapsed time, sleep included, in ms from an arbitrary start. */
export interface ElapsedTime extends Readings {
	readonly ms: number;
}

/** Clock corrections below this do not count as a change of the clock. */
const NOTICED_MS = 1_000;

/** Returns the elapsed time at the first reading. */
export function beginElapsed(readings: Readings): ElapsedTime {
	return { ...readings, ms: readings.monotonic };
}

/**
 * Advances the elapsed time by one reading. A gain of the wall clock is either a sleep or a change of the clock. The
 * two cannot be told apart, so it counts as time, and data are taken for older. A wall clock that was set back makes
 * nothing younger.
 */
export function elapse(before: ElapsedTime, { monotonic, wall }: Readings): ElapsedTime {
	const ran = Math.max(0, monotonic - before.monotonic);
	const gained = wall - before.wall - ran;
	return { monotonic, wall, ms: before.ms + ran + (gained > NOTICED_MS ? gained : 0) };
}
