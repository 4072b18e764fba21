/** A shorter time between two ticks is never a gap: the daemon or Fleetcast was restarted. */
const NEVER_A_GAP_MS = 60_000;
/** Nor is one of at most so many times the interval between the previous two ticks. */
const GAP_INTERVALS = 3;

/** When the last tick was, and how long after the previous one; times in ms since 1970. */
export interface TickSpacing {
	readonly at: number;
	readonly intervalMs: number;
}

/** Returns how long a server may be unseen and still count as observed in between. */
export function maxGapMs({ intervalMs }: TickSpacing): number {
	return Math.max(NEVER_A_GAP_MS, GAP_INTERVALS * intervalMs);
}

/**
 * Returns the spacing after a tick at `at`; its interval is 0 after the first tick and after a clock that was set back.
 */
export function spacingAfter(before: TickSpacing | undefined, at: number): TickSpacing {
	return { at, intervalMs: before && at > before.at ? at - before.at : 0 };
}
