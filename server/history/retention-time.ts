/** The time that deletion goes by. It follows the time of the ticks, yet no jump of it at once. */
export interface RetentionTime {
	/** Ms since 1970. */
	readonly at: number;
	/** The last reading, and for how long readings have been away from `at`. */
	readonly now: number;
	readonly awayMs: number;
}

/** Between two looks at most so much counts as lived: whatever lies beyond is a pause, or somebody set the clock. */
const LONGEST_STEP_MS = 300_000;
/** A reading that is away from what was lived is believed after so long. */
const BELIEVED_AFTER_MS = 3_600_000;
/** From then on what it is ahead is caught up with in so many times the time that is lived. */
const CATCH_UP = 4;

/** @param newest of what is kept; none where nothing is */
export function beginRetention(newest: number | undefined, now: number): RetentionTime {
	return { at: newest ?? now, now, awayMs: 0 };
}

/** One more reading of the time. Delete by `retentionNow`. */
export function retentionAt(before: RetentionTime, now: number): RetentionTime {
	const livedMs = Math.min(LONGEST_STEP_MS, Math.max(0, now - before.now));
	const lived = before.at + livedMs;
	const ahead = now - lived;
	if (Math.abs(ahead) <= LONGEST_STEP_MS) return { at: now, now, awayMs: 0 };
	const awayMs = before.awayMs + livedMs;
	if (awayMs < BELIEVED_AFTER_MS) return { at: lived, now, awayMs };
	// Back it can be followed at once: nothing is deleted by that.
	return { at: Math.min(now, lived + (CATCH_UP - 1) * livedMs), now, awayMs };
}

/** The earlier of both: neither a wrong clock nor one that was wrong deletes what is not old. */
export function retentionNow({ at, now }: RetentionTime): number {
	return Math.min(at, now);
}
