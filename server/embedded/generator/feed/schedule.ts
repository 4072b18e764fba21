/** What to simulate now: a leap without records, then this many ticks with records. */
export interface DueTicks {
	skipMs: number;
	ticks: number;
}

/** In ticks. After a machine's sleep or a long outage of the daemon, older ones are skipped. */
const MOST_DUE = 120;

/**
 * Returns how many ticks simulated time lags behind.
 *
 * @param lagMs where simulated time should be, minus where it is
 */
export function dueTicks(lagMs: number, intervalMs: number): DueTicks {
	const ticks = Math.max(0, Math.floor(lagMs / intervalMs));
	const skipped = ticks > MOST_DUE ? ticks - 1 : 0;
	return { skipMs: skipped * intervalMs, ticks: ticks - skipped };
}

/** In ms: at most four posts per second, however fast simulated time runs. */
const LEAST_PAUSE_MS = 250;

/** Returns the wall time between two posts, in ms. */
export function postEveryMs(intervalMs: number, speed: number): number {
	return Math.max(LEAST_PAUSE_MS, intervalMs / speed);
}

/** A batch of the fill stays near 2 MB, well within what a daemon accepts in one body. */
const FILL_RECORDS = 5_000;
/** The number of steps in which a fill makes visible progress. */
const FILL_POSTS = 40;

export interface FillPlan {
	/** Ticks in each post except the last. */
	ticksPerPost: number;
	pauseMs: number;
}

/** Divides a simulated past of this many ticks into posts spread over `overMs`. */
export function planFill(ticks: number, servers: number, overMs: number): FillPlan {
	const fitting = Math.max(1, Math.floor(FILL_RECORDS / servers));
	const ticksPerPost = Math.max(1, Math.min(fitting, Math.ceil(ticks / FILL_POSTS)));
	const posts = Math.ceil(ticks / ticksPerPost);
	return { ticksPerPost, pauseMs: posts ? overMs / posts : 0 };
}

/** Spacing of samples in most of a past: a forecaster learns from steps of five minutes. */
const COARSE_MS = 30_000;
/** The end of a past has the present's spacing: about the samples that a daemon keeps. */
const FINE_MS = 30 * 60_000;

export interface PastSpan {
	upTo: number;
	/** Where the past ends, as long as making it takes no time. */
	endsAt: number;
	intervalMs: number;
	servers: number;
}

/** Returns the next ticks of a past from `at` on, as many as fit into one post: 0 when all is told up to `upTo`. */
export function pastTicks(
	at: number,
	{ upTo, endsAt, intervalMs, servers }: PastSpan
): { ticks: number; spacingMs: number } {
	const fineFrom = endsAt - FINE_MS;
	const isFine = at >= fineFrom;
	const spacingMs = isFine ? intervalMs : Math.max(COARSE_MS, intervalMs);
	const fitting = Math.max(1, Math.floor(FILL_RECORDS / servers));
	const alike = isFine ? Infinity : Math.ceil((fineFrom - at) / spacingMs);
	return {
		ticks: Math.max(0, Math.min(fitting, alike, Math.floor((upTo - at) / spacingMs))),
		spacingMs
	};
}
