/** The daemon's limit is 30 calls a minute, in windows whose start nobody knows: so 30 in any minute. */
const MOST_CALLS = 30;
const WINDOW_MS = 60_000;
/** Calls this far apart can never reach the limit, so a refresh never starves the ticks after it. */
const LEAST_GAP_MS = 2_000;

/** When the next call may start, given when earlier ones did (oldest first), all monotonic. Not before `now`. */
export function nextCallAt(startedAt: readonly number[], now: number): number {
	const recent = startedAt.filter((at) => at > now - WINDOW_MS);
	const afterLast = (recent.at(-1) ?? -Infinity) + LEAST_GAP_MS;
	const crowding = recent.at(-MOST_CALLS);
	return Math.max(now, afterLast, crowding === undefined ? now : crowding + WINDOW_MS);
}

/** The starts that still matter, with one more. */
export function withCall(startedAt: readonly number[], now: number): number[] {
	return [...startedAt.filter((at) => at > now - WINDOW_MS), now];
}
