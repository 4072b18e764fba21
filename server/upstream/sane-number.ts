/**
 * Larger than anything a server measures. Beyond some 3e38 a Float32Array holds Infinity, and so does a rounding to tenths
 * beyond 1e307; both would be null on the wire, and viewers refuse a whole state for one null.
 */
const LARGEST = 1e15;

/** Whether a value is a number that can be stored, rounded and sent: not NaN, not infinite, not absurd. */
export function isSane(value: unknown): value is number {
	return typeof value === 'number' && value >= -LARGEST && value <= LARGEST;
}
