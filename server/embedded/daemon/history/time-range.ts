const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far back a question can reach, and how long anything is kept, in ms. */
export const MONTH_MS = 30 * DAY;

const RANGES = {
	'30m': 30 * MINUTE,
	'1h': HOUR,
	'8h': 8 * HOUR,
	'1d': DAY,
	'1w': 7 * DAY,
	'1M': MONTH_MS
} as const;
export type TimeRange = keyof typeof RANGES;

/** The contract's meaning of an unknown range. */
const FALLBACK: TimeRange = '1h';

export function knownRange(text: string): TimeRange {
	const isKnown = (word: string): word is TimeRange => Object.hasOwn(RANGES, word);
	return isKnown(text) ? text : FALLBACK;
}

/** Returns the length in ms; an hour for an unknown range. */
export function rangeMs(text: string): number {
	return RANGES[knownRange(text)];
}
