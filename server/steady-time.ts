/** The clocks of the machine, read at one moment, in ms. */
export interface MachineTime {
	/** Never runs backwards; on many systems it stands still while the machine sleeps. */
	readonly monotonic: number;
	/** Since 1970; anyone may set it, either way. */
	readonly wall: number;
	/** Since the machine was started, sleep included. */
	readonly uptime: number;
}

/** A time of day that follows the wall clock, yet no single reading of it. */
export interface SteadyTime extends MachineTime {
	/** Ms since 1970. */
	readonly at: number;
	/** By how much the wall clock was set, and since when (monotonic) it has stood so. */
	readonly jump?: { readonly byMs: number; readonly since: number };
}

/** What became of a jump: it is noticed, then either followed, or the clock goes back to where it was. */
export interface ClockJump {
	/** Ms since 1970, as it goes on to be counted. */
	readonly at: number;
	/** Ahead; below zero: back. */
	readonly byMs: number;
	readonly stage: 'noticed' | 'followed' | 'over';
}

/** Less than this is a correction, and is followed at once. */
export const CORRECTION_MS = 5_000;
/** A clock that was set is believed when it has stood for so long. */
export const BELIEVED_AFTER_MS = 600_000;

export function beginSteady(now: MachineTime): SteadyTime {
	return { ...now, at: now.wall };
}

/**
 * One more reading. After a sleep, which the uptime tells, it is later at once. Any other jump of the wall clock is followed
 * when it has stood for ten minutes; until then time goes on as it did. It runs backwards only where a clock that was set back
 * is followed.
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
