/** What to simulate now: a leap without records, then so many ticks with records. */
export interface DueTicks {
	skipMs: number;
	ticks: number;
}

/** A machine that slept, or a daemon that was away for long, is not told all it missed. */
const MOST_DUE = 120;

/**
 * How many ticks simulated time lags behind.
 *
 * @param lagMs where simulated time should stand, minus where it stands
 */
export function dueTicks(lagMs: number, intervalMs: number): DueTicks {
	const ticks = Math.max(0, Math.floor(lagMs / intervalMs));
	const skipped = ticks > MOST_DUE ? ticks - 1 : 0;
	return { skipMs: skipped * intervalMs, ticks: ticks - skipped };
}

/** No more than four posts a second, however fast simulated time runs. */
const LEAST_PAUSE_MS = 250;

/** Wall time between two posts. */
export function postEveryMs(intervalMs: number, speed: number): number {
	return Math.max(LEAST_PAUSE_MS, intervalMs / speed);
}

/** A batch of fill stays near 2 MB, well inside what a daemon takes in one body. */
const FILL_RECORDS = 5_000;
/** Steps in which a fill is seen to progress. */
const FILL_POSTS = 40;

export interface FillPlan {
	/** Ticks in each post but the last. */
	ticksPerPost: number;
	pauseMs: number;
}

/** Divides a simulated past of so many ticks into posts spread over `overMs`. */
export function planFill(ticks: number, servers: number, overMs: number): FillPlan {
	const fitting = Math.max(1, Math.floor(FILL_RECORDS / servers));
	const ticksPerPost = Math.max(1, Math.min(fitting, Math.ceil(ticks / FILL_POSTS)));
	const posts = Math.ceil(ticks / ticksPerPost);
	return { ticksPerPost, pauseMs: posts ? overMs / posts : 0 };
}
