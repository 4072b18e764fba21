/** The clock that retention uses. It follows the time of the ticks, but not a sudden jump. */
export interface RetentionTime {
	/** In ms since 1970. */
	readonly at: number;
	/** The last reading, and how long readings have differed from `at`. */
	readonly now: number;
	readonly awayMs: number;
}

/** The most time that counts between two checks: more is a pause or a change of the clock. */
const LONGEST_STEP_MS = 300_000;
/** How long a reading must differ from the elapsed time before it is believed. */
const BELIEVED_AFTER_MS = 3_600_000;
/** How much faster than real time the difference is then made up. */
const CATCH_UP = 4;

/** @param newest the newest row's time; undefined when there is none */
export function beginRetention(newest: number | undefined, now: number): RetentionTime {
	return { at: newest ?? now, now, awayMs: 0 };
}

/** Advances the clock by one reading. Delete by `retentionNow`. */
export function retentionAt(before: RetentionTime, now: number): RetentionTime {
	const livedMs = Math.min(LONGEST_STEP_MS, Math.max(0, now - before.now));
	const lived = before.at + livedMs;
	const ahead = now - lived;
	if (Math.abs(ahead) <= LONGEST_STEP_MS) return { at: now, now, awayMs: 0 };
	const awayMs = before.awayMs + livedMs;
	if (awayMs < BELIEVED_AFTER_MS) return { at: lived, now, awayMs };
	// Going back is followed at once, because that deletes nothing.
	return { at: Math.min(now, lived + (CATCH_UP - 1) * livedMs), now, awayMs };
}

/** Returns the earlier of both: neither a wrong clock nor one that was wrong deletes what is not old. */
export function retentionNow({ at, now }: RetentionTime): number {
	return Math.min(at, now);
}
