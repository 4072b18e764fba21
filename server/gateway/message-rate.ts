/** Messages that a viewer may send at once, and the steady rate after that. A page sends one when a view changes. */
const BURST = 20;
const PER_SECOND = 4;

/**
 * Generic cell rate algorithm: one number per viewer. Answers the number to remember, or undefined when the message
 * is one too many.
 */
export function spendAllowance(allowanceAt: number, now: number): number | undefined {
	const costMs = 1000 / PER_SECOND;
	const next = Math.max(allowanceAt, now) + costMs;
	return next - now > BURST * costMs ? undefined : next;
}
