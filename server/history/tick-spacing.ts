/** Less than this between two ticks is never called a gap: a daemon that was restarted, or Fleetcast. */
const NEVER_A_GAP_MS = 60_000;
/** Nor is it when it is no more than this many times as long as the time between the two ticks before. */
const GAP_INTERVALS = 3;

/** When the last tick was, and how long after the one before it; times in ms since 1970. */
export interface TickSpacing {
	readonly at: number;
	readonly intervalMs: number;
}

/** How long it may be since a server was seen for it to count as watched in between. */
export function maxGapMs({ intervalMs }: TickSpacing): number {
	return Math.max(NEVER_A_GAP_MS, GAP_INTERVALS * intervalMs);
}

export function spacingAfter(before: TickSpacing | undefined, at: number): TickSpacing {
	return { at, intervalMs: before && at > before.at ? at - before.at : 0 };
}
