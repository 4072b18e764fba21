/** How much may come at once, and the steady rate after that. */
export interface Rate {
	readonly burst: number;
	readonly perSecond: number;
}

/** Packets of any kind on one connection: messages, what opens and keeps the connection, and room to spare. */
export const PACKETS: Rate = { burst: 60, perSecond: 12 };

/**
 * Generic cell rate algorithm: one number for each who is metered. Answers the number to remember, or undefined when this
 * is one too many. Times are monotonic.
 */
export function spendAllowance(rate: Rate, allowanceAt: number, now: number): number | undefined {
	const costMs = 1000 / rate.perSecond;
	const next = Math.max(allowanceAt, now) + costMs;
	return next - now > rate.burst * costMs ? undefined : next;
}
