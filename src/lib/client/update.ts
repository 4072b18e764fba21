/** The newest states' head, and when by the viewer's own clock it came. */
export interface Update {
	readonly tick: number;
	/** When it was published, by the server's clock, in ms since 1970: to be shown, never to be compared with here. */
	readonly at: number;
	/** How old at most the data were when it came, in ms. */
	readonly age?: number;
	readonly arrivedAt: number;
}

interface Head {
	readonly tick: number;
	readonly at: number;
	readonly age?: number | undefined;
}

export function updateOf({ tick, at, age }: Head, arrivedAt: number): Update {
	return { tick, at, arrivedAt, ...(age === undefined ? {} : { age }) };
}

/**
 * Whether a tick brought the viewer the newest states, or was only a sign of life between two of a slow cadence. Ticks
 * wander a little, so half a tick early counts as on time, as it does for the server. One that is older than the last was
 * published after the server's clock was set back.
 */
export function isUpdate(
	tick: Head & { readonly patches: readonly unknown[] },
	last: Update | undefined,
	{ everyMs, tickMs }: { everyMs: number; tickMs: number }
): boolean {
	const sinceMs = last ? tick.at - last.at : Infinity;
	return tick.patches.length > 0 || sinceMs < 0 || sinceMs >= everyMs - tickMs / 2;
}

/** How old the data on screen are at `now`, of the viewer's clock; undefined while the feed's last move is unknown. */
export function ageMsAt(now: number, update: Update | undefined): number | undefined {
	return update?.age === undefined ? undefined : update.age + (now - update.arrivedAt);
}

/** How long until the next states are due; 0 when they are late. */
export function nextMsAt(
	now: number,
	update: Update | undefined,
	everyMs: number
): number | undefined {
	return update && Math.max(0, update.arrivedAt + everyMs - now);
}
