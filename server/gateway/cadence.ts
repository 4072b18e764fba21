import { CADENCE_MS } from '#core/protocol/messages.ts';

/**
 * The cadences that rooms exist for. A viewer gets the next slower one, so that thousands of slightly different slider
 * positions share a few rooms, each encoded once.
 */
const LADDER_MS = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300].map(
	(seconds) => seconds * 1000
);

/** Returns the cadence for a requested interval: undefined means every tick, and nothing is faster than the tick. */
export function cadenceMs(wishMs: number | undefined, tickMs: number): number {
	if (wishMs === undefined || wishMs <= tickMs) return tickMs;
	return Math.max(tickMs, LADDER_MS.find((step) => step >= wishMs) ?? CADENCE_MS.most);
}

/**
 * Whether something that happens every `everyMs` is due in the tick at `at`, both monotonic. Ticks jitter, so half a tick
 * early counts as on time.
 */
export function isDue(at: number, lastAt: number, everyMs: number, tickMs: number): boolean {
	return at - lastAt >= everyMs - tickMs / 2;
}
