import {
	isRepeated,
	localFieldValue,
	offsetInWords,
	viewerOffsetAt,
	type OffsetAt
} from './time-zone.ts';

/** A true minus sign: as wide as a plus, so that columns of changes stay aligned. */
const MINUS = '−';

/** One decimal, always shown, so that a column of numbers keeps its width: `63.0`. */
export function decimal(value: number): string {
	return signless(value.toFixed(1));
}

/** With its sign: `+4.2`, `−4.2`, and `0.0` for what rounds to nothing. */
export function signed(value: number): string {
	const text = value.toFixed(1);
	if (text === '0.0' || text === '-0.0') return '0.0';
	return value > 0 ? `+${text}` : signless(text);
}

/** Returns a number with its unit: `5%`, `3.2 MB/s`; without a unit the number alone. */
export function withUnit(text: string, unit: string): string {
	if (unit === '') return text;
	return unit === '%' ? `${text}%` : `${text} ${unit}`;
}

/** A share in whole percent: `0%` means nothing and `100%` all; `<1%` and `>99%` are close to them. */
export function sharePercent(part: number, whole: number): string {
	if (whole === 0 || part === 0) return '0%';
	const percent = (part / whole) * 100;
	if (percent < 1) return '<1%';
	return percent > 99 && part < whole ? '>99%' : `${Math.round(percent)}%`;
}

/** A duration in its two largest units: `8 s`, `3 min 04 s`, `2 h 05 min`, `3 d 4 h`. */
export function elapsed(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ${twoDigits(seconds % 60)} s`;
	const hours = Math.floor(minutes / 60);
	if (hours < 24) return `${hours} h ${twoDigits(minutes % 60)} min`;
	return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/**
 * The age of stale data: `8 min 04 s`; `over 8 min 04 s` where only the time is known since which they have been held.
 */
export function ageInWords(
	ageMs: number | undefined,
	heldMs: number | undefined
): string | undefined {
	if (ageMs !== undefined) return elapsed(ageMs);
	return heldMs === undefined ? undefined : `over ${elapsed(heldMs)}`;
}

/** A remaining wait in whole seconds, rounded up, so that a countdown does not end before the event. */
export function remaining(ms: number): string {
	return elapsed(Math.ceil(Math.max(0, ms) / 1000) * 1000);
}

/**
 * Time of day as hh:mm:ss in UTC, or in the viewer's zone; there with its offset in the hour that is repeated when
 * clocks are set back. `at` is in ms since 1970.
 */
export function clockTime(
	at: number,
	zone: 'utc' | 'viewer',
	offsetAt: OffsetAt = viewerOffsetAt
): string {
	return dateAndTime(at, zone, offsetAt).slice(11);
}

/** `2026-01-31 12:34:56`, in UTC or in the viewer's zone. */
export function dateAndTime(
	at: number,
	zone: 'utc' | 'viewer',
	offsetAt: OffsetAt = viewerOffsetAt
): string {
	if (zone === 'utc') return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
	const local = localFieldValue(at, offsetAt).replace('T', ' ');
	return isRepeated(at, offsetAt) ? `${local} ${offsetInWords(at, offsetAt)}` : local;
}

/** Whether two moments are on the same day, so that the time of day is enough to tell them apart. */
export function isSameDay(at: number, other: number, zone: 'utc' | 'viewer'): boolean {
	return dateAndTime(at, zone).slice(0, 10) === dateAndTime(other, zone).slice(0, 10);
}

/** `2026-01-31 12:34:56 UTC`. */
export function utcInFull(at: number): string {
	return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `1 server`, `2 servers`. */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** Made once: `toLocaleString` makes one at each call. */
const GROUPED = new Intl.NumberFormat('en-GB');

/** Thousands separated: `12,345`. */
export function grouped(value: number): string {
	return GROUPED.format(value);
}

/** `1 time`, `2,360 times`. */
export function countedInGroups(count: number, one: string, many = `${one}s`): string {
	return `${grouped(count)} ${count === 1 ? one : many}`;
}

function twoDigits(value: number): string {
	return String(value).padStart(2, '0');
}

function signless(text: string): string {
	return text === '-0.0' ? '0.0' : text.replace('-', MINUS);
}
