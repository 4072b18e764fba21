/** The tick of the newest states, and when it arrived by the viewer's own clock. */
export interface Update {
	readonly tick: number;
	/**
	 * When it was published, by the server's clock, in ms since 1970: for display, never to be compared with a local time.
	 */
	readonly at: number;
	/** The highest age of the data on arrival, in ms. */
	readonly age?: number;
	readonly arrivedAt: number;
}

interface Head {
	readonly tick: number;
	readonly at: number;
	readonly age?: number | undefined;
}

/** Returns what a packet's head says of an update. `arrivedAt` is in ms since 1970. */
export function updateOf({ tick, at, age }: Head, arrivedAt: number): Update {
	return { tick, at, arrivedAt, ...(age === undefined ? {} : { age }) };
}

/**
 * Whether a tick brought the newest states, or was only a heartbeat between two of a slow cadence. Ticks jitter, so half a
 * tick early counts as on time, as it does for the server. A tick older than the last was published after the server's
 * clock was set back.
 */
export function isUpdate(
	tick: Head & { readonly patches: readonly unknown[] },
	last: Update | undefined,
	{ everyMs, tickMs }: { everyMs: number; tickMs: number }
): boolean {
	const sinceMs = last ? tick.at - last.at : Infinity;
	return tick.patches.length > 0 || sinceMs < 0 || sinceMs >= everyMs - tickMs / 2;
}

/**
 * Returns the age of the data on screen at `now`, by the viewer's clock; undefined while the feed's last move is unknown.
 */
export function ageMsAt(now: number, update: Update | undefined): number | undefined {
	return update?.age === undefined ? undefined : update.age + (now - update.arrivedAt);
}

/** Returns how long until the next states are due; 0 when they are late. */
export function nextMsAt(
	now: number,
	update: Update | undefined,
	everyMs: number
): number | undefined {
	return update && Math.max(0, update.arrivedAt + everyMs - now);
}
