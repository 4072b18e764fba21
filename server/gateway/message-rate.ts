/** How much may come at once, and the sustained rate after that. */
export interface Rate {
	readonly burst: number;
	readonly perSecond: number;
}

/** Packets of any kind on one connection: messages, handshake and keep-alive, with a margin. */
export const PACKETS: Rate = { burst: 60, perSecond: 12 };

/**
 * Generic cell rate algorithm: one number per metered client. Returns the number to store, or undefined when this message
 * is too much. Times are monotonic.
 */
export function spendAllowance(rate: Rate, allowanceAt: number, now: number): number | undefined {
	const costMs = 1000 / rate.perSecond;
	const next = Math.max(allowanceAt, now) + costMs;
	return next - now > rate.burst * costMs ? undefined : next;
}
