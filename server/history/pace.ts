/** Less than this between two ticks is never called a gap: a daemon that was restarted, or Fleetcast. */
const ALWAYS_NEAR_MS = 60_000;
/** Nor is it when it is no more than this many times as long as the time between the two ticks before. */
const NEAR_PACES = 3;

/** When the last tick was, and how long after the one before it; times in ms since 1970. */
export interface Pace {
	readonly at: number;
	readonly paceMs: number;
}

/** How long it may be since a server was seen for it to count as watched in between. */
export function nearMs({ paceMs }: Pace): number {
	return Math.max(ALWAYS_NEAR_MS, NEAR_PACES * paceMs);
}

export function paceAfter(before: Pace | undefined, at: number): Pace {
	return { at, paceMs: before && at > before.at ? at - before.at : 0 };
}
