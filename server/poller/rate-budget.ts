/** The daemon's limit is 30 calls a minute, in windows that start at an unknown time: so 30 in any minute. */
const MOST_CALLS = 30;
const WINDOW_MS = 60_000;
/** Calls this far apart can never reach the limit, so a refresh never delays the ticks after it. */
const LEAST_GAP_MS = 2_000;

/**
 * Returns when the next call may start, given the starts of earlier ones (oldest first), all monotonic. Not before `now`.
 */
export function nextCallAt(startedAt: readonly number[], now: number): number {
	const recent = startedAt.filter((at) => at > now - WINDOW_MS);
	const afterLast = (recent.at(-1) ?? -Infinity) + LEAST_GAP_MS;
	const crowding = recent.at(-MOST_CALLS);
	return Math.max(now, afterLast, crowding === undefined ? now : crowding + WINDOW_MS);
}

/** Adds a call and drops the starts that no longer matter. */
export function withCall(startedAt: readonly number[], now: number): number[] {
	return [...startedAt.filter((at) => at > now - WINDOW_MS), now];
}
