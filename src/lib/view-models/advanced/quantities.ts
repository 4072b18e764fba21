import { grouped } from '#core/format.ts';

const STEP = 1_000;
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** `738 B`, `16.2 kB`, `4.6 MB`: in thousands, with one decimal below a hundred. */
export function bytesInWords(bytes: number): string {
	let size = bytes;
	let unit = 0;
	while (size >= STEP - 0.5 && unit < BYTE_UNITS.length - 1) {
		size /= STEP;
		unit++;
	}
	const text = unit === 0 || size >= 99.95 ? Math.round(size) : size.toFixed(1);
	return `${text} ${BYTE_UNITS[unit]}`;
}

/** `0.3 ms`, `312 ms`, `1.24 s`. */
export function millisecondsInWords(ms: number): string {
	if (ms >= STEP - 0.5) return `${(ms / STEP).toFixed(2)} s`;
	return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
}

/** `5,221 : 1`, as the daemon's bytes to what of them was published. */
export function ratioInWords(whole: number, part: number): string {
	if (part === 0) return 'nothing published';
	const times = whole / part;
	return `${times < 10 ? times.toFixed(1) : grouped(Math.round(times))} : 1`;
}

/** Returns the median, the lower of two middle values; undefined for an empty list. */
export function median(values: readonly number[]): number | undefined {
	return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}
