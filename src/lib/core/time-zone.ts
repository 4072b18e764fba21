const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The offset of local time from UTC at a moment, in minutes. */
export type OffsetAt = (at: number) => number;

/** The offset of this machine's time zone. */
export const viewerOffsetAt: OffsetAt = (at) => -new Date(at).getTimezoneOffset();

/** The value of a date and time field, to the second: `2026-01-31T12:34:56`. */
export function localFieldValue(at: number, offsetAt: OffsetAt = viewerOffsetAt): string {
	return new Date(at + offsetAt(at) * MINUTE_MS).toISOString().slice(0, 19);
}

/**
 * Returns the moments that a local time may mean, earliest first: two within the hour that is repeated when clocks are
 * set back. Within the hour that is skipped when they are set forward, the moment as if they had not been. Empty for an
 * invalid time.
 */
export function localMoments(field: string, offsetAt: OffsetAt = viewerOffsetAt): number[] {
	const asUtc = Date.parse(`${field}Z`);
	if (Number.isNaN(asUtc)) return [];
	// No zone changes twice in two days.
	const offsets = new Set([offsetAt(asUtc - DAY_MS), offsetAt(asUtc + DAY_MS)]);
	const moments = [...offsets].map((offset) => asUtc - offset * MINUTE_MS);
	const named = moments.filter((at) => at + offsetAt(at) * MINUTE_MS === asUtc);
	return named.length > 0 ? named.sort((one, other) => one - other) : moments.slice(0, 1);
}

/** Whether local time is ambiguous at this moment, because clocks are set back and show the hour twice. */
export function isRepeated(at: number, offsetAt: OffsetAt = viewerOffsetAt): boolean {
	return localMoments(localFieldValue(at, offsetAt), offsetAt).length > 1;
}

/** `UTC+2`, `UTC−3:30`. */
export function offsetInWords(at: number, offsetAt: OffsetAt = viewerOffsetAt): string {
	const offset = offsetAt(at);
	const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
	const rest = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
	return `UTC${offset < 0 ? '−' : '+'}${hours}${rest}`;
}
