const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far back a question can reach; also how long anything is kept. */
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

/** What the contract makes of a range it does not know. */
const FALLBACK: TimeRange = '1h';

export function knownRange(text: string): TimeRange {
	const isKnown = (word: string): word is TimeRange => Object.hasOwn(RANGES, word);
	return isKnown(text) ? text : FALLBACK;
}

/** Milliseconds; an hour for a range that is not known. */
export function rangeMs(text: string): number {
	return RANGES[knownRange(text)];
}
