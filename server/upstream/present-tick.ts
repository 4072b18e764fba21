/** How many answers the estimate of a daemon's tick uses. */
const REMEMBERED = 5;

/** The pause for a slow daemon between two calls: while it predicts it can do nothing else. */
export function restMs(tickMs: number): number {
	return tickMs / 2;
}

/** Adds the duration of one answer, oldest first. */
export function withAnswer(tookMs: readonly number[], latestMs: number): number[] {
	return [...tookMs.slice(1 - REMEMBERED), latestMs];
}

/**
 * Returns the tick that the daemon's last answers allow. A single slow answer is ignored; two lengthen the tick. In whole
 * seconds, because it is shown on screen and answers vary a little.
 */
export function presentTickMs(tookMs: readonly number[], tickMs: number): number {
	const [, secondMs = 0] = tookMs.toSorted((a, b) => b - a);
	const neededMs = secondMs + restMs(tickMs);
	return neededMs > tickMs ? Math.ceil(neededMs / 1_000) * 1_000 : tickMs;
}
