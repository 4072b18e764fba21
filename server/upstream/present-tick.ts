/** The last answers from which a daemon's tick is estimated. */
const REMEMBERED = 5;

/** What a slow daemon is left between two calls: while it predicts it can do nothing else. */
export function restMs(tickMs: number): number {
	return tickMs / 2;
}

/** How long the last answers took, oldest first, with one more. */
export function withAnswer(tookMs: readonly number[], latestMs: number): number[] {
	return [...tookMs.slice(1 - REMEMBERED), latestMs];
}

/**
 * The tick that the daemon's last answers allow. One slow answer among them is an accident and lengthens nothing; two are
 * its tick. In whole seconds: it is said on screen, and answers wander a little.
 */
export function presentTickMs(tookMs: readonly number[], tickMs: number): number {
	const [, secondMs = 0] = tookMs.toSorted((a, b) => b - a);
	const neededMs = secondMs + restMs(tickMs);
	return neededMs > tickMs ? Math.ceil(neededMs / 1_000) * 1_000 : tickMs;
}
