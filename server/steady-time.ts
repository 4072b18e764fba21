/** The clocks of the machine, read at one moment, in ms. */
export interface MachineTime {
	/** Never runs backwards; on many systems it stops while the machine sleeps. */
	readonly monotonic: number;
	/** Since 1970; can be set, forwards or backwards. */
	readonly wall: number;
	/** Since the machine was started, sleep included. */
	readonly uptime: number;
}

/** A time of day that follows the wall clock, but no single reading of it. */
export interface SteadyTime extends MachineTime {
	/** In ms since 1970. */
	readonly at: number;
	/** By how much the wall clock was changed, and since when (monotonic) that has been so. */
	readonly jump?: { readonly byMs: number; readonly since: number };
}

/** The stage of a jump: it is noticed, then either followed, or undone. */
export interface ClockJump {
	/** In ms since 1970, by the steady time. */
	readonly at: number;
	/** Positive: ahead; negative: back. */
	readonly byMs: number;
	readonly stage: 'noticed' | 'followed' | 'over';
}

/** Smaller changes are corrections, and followed at once. */
const CORRECTION_MS = 5_000;
/** A changed clock is followed when it has been stable for so long. */
export const BELIEVED_AFTER_MS = 600_000;

/** Returns the steady time at start: that of the wall clock. */
export function beginSteady(now: MachineTime): SteadyTime {
	return { ...now, at: now.wall };
}

/**
 * Advances the time by one reading. A sleep, which shows in the uptime, counts at once. Any other jump of the wall clock is
 * followed when it has been stable for ten minutes; until then time continues as before. It runs backwards only when a
 * clock that was set back is followed.
 */
export function steadyAt(
	before: SteadyTime,
	now: MachineTime
): { readonly time: SteadyTime; readonly jump?: ClockJump } {
	const ran = Math.max(0, now.monotonic - before.monotonic);
	const up = now.uptime - before.uptime;
	const expected = before.at + (up - ran > CORRECTION_MS ? up : ran);
	const byMs = now.wall - expected;
	if (Math.abs(byMs) <= CORRECTION_MS) {
		const at = Math.max(before.at, now.wall);
		const over = before.jump && ({ at, byMs: before.jump.byMs, stage: 'over' } as const);
		return { time: { ...now, at }, ...(over && { jump: over }) };
	}
	const known = before.jump && Math.abs(byMs - before.jump.byMs) <= CORRECTION_MS;
	if (!before.jump || !known) {
		const time = { ...now, at: expected, jump: { byMs, since: now.monotonic } };
		return { time, jump: { at: expected, byMs, stage: 'noticed' } };
	}
	if (now.monotonic - before.jump.since < BELIEVED_AFTER_MS)
		return { time: { ...now, at: expected, jump: before.jump } };
	return { time: { ...now, at: now.wall }, jump: { at: now.wall, byMs, stage: 'followed' } };
}
