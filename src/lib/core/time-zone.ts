const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What local time is ahead of UTC at a moment, in minutes. */
export type OffsetAt = (at: number) => number;

/** As on this machine. */
export const viewerOffsetAt: OffsetAt = (at) => -new Date(at).getTimezoneOffset();

/** As a field for local date and time wants it, to the second: `2026-01-31T12:34:56`. */
export function localFieldValue(at: number, offsetAt: OffsetAt = viewerOffsetAt): string {
	return new Date(at + offsetAt(at) * MINUTE_MS).toISOString().slice(0, 19);
}

/**
 * The moments that such a field may mean, the earlier first: two within the hour that is repeated when clocks are put back.
 * Within the hour that is left out when they are put forward it is the moment as if they had not been. Empty for no time.
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

/** Whether local time alone does not tell the moment: the clocks are put back, and show the hour twice. */
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
