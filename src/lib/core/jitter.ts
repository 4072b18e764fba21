/**
 * Returns a wait with full jitter: uniformly random from `leastMs` to a cap that doubles with each attempt up to `mostMs`.
 * `chance` is 0–1.
 */
export function fullJitterMs(
	attempt: number,
	chance: number,
	{ leastMs, mostMs }: { leastMs: number; mostMs: number }
): number {
	const capMs = Math.min(mostMs, leastMs * 2 ** Math.min(attempt + 1, 30));
	return leastMs + chance * (capMs - leastMs);
}

/** Viewers of a restarted server reconnect after a time between these. */
export const RECONNECT = { leastMs: 500, mostMs: 20_000 } as const;
