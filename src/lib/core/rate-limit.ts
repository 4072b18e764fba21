/** How much may come at once, and the steady rate after that. */
export interface Rate {
	readonly burst: number;
	readonly perSecond: number;
}

/*
 * The generic cell rate algorithm. What is remembered of each who is limited is one number, `fullAt`: when all of the burst
 * is, or was, available again. Times are in ms of a clock that never jumps.
 */

/** Returns when the next one may come: `now`, or a later time. */
export function allowedAt({ burst, perSecond }: Rate, fullAt: number, now: number): number {
	return Math.max(now, fullAt - ((burst - 1) * 1000) / perSecond);
}

/** Returns the new `fullAt` after one more at `now`. */
export function withOne({ perSecond }: Rate, fullAt: number, now: number): number {
	return Math.max(fullAt, now) + 1000 / perSecond;
}

/** Returns the new `fullAt`, or undefined when this is one too many, which then costs nothing. */
export function spendOne(rate: Rate, fullAt: number, now: number): number | undefined {
	return allowedAt(rate, fullAt, now) > now ? undefined : withOne(rate, fullAt, now);
}
