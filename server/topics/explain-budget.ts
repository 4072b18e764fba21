/**
 * The daemon explains 30 times a minute, in windows that start at an unknown time. Five at once and one each 2.5 s after
 * that are 29 in any minute by our clock; one more may reach the daemon late, since it gets one request at a time.
 */
const BURST = 5;
const GAP_MS = 2_500;

/** Returns when the next call may start, not before `now`. `fullAt`: when the allowance is, or was, full again; in ms. */
export function nextExplainAt(fullAt: number, now: number): number {
	return Math.max(now, fullAt - (BURST - 1) * GAP_MS);
}

/** Returns the allowance after a call that starts at `now`. */
export function withExplain(fullAt: number, now: number): number {
	return Math.max(fullAt, now) + GAP_MS;
}
