import { remaining } from '#core/format.ts';
import type { Warmup } from '#core/protocol/daemon.ts';
import { cells, clip } from './cells.ts';
import { harmless } from './harmless.ts';

const LEAST_BAR = 10;
const MOST_BAR = 40;
/** An eighth of a cell is the finest step that a terminal can draw. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A bar of `width` cells, filled to an eighth of one. */
export function bar(percent: number, width: number): string {
	const eighths = Math.round((Math.min(100, Math.max(0, percent)) / 100) * width * 8);
	const whole = Math.floor(eighths / 8);
	const part = EIGHTHS[eighths % 8] ?? '';
	return `${'█'.repeat(whole)}${part}`.padEnd(width, '░');
}

/** The warm-up in words: `37%, 12 of 45 servers ready, about 2 min 05 s left`. */
export function warmupInWords({ progressPercent, ready, total, remainingMs }: Warmup): string {
	const counted =
		ready === undefined || total === undefined ? [] : [`${ready} of ${total} servers ready`];
	const left = remainingMs === undefined ? [] : [`about ${remaining(remainingMs)} left`];
	return [`${Math.floor(progressPercent)}%`, ...counted, ...left].join(', ');
}

/** One line for a terminal of so many columns: never wrapped, so that the next one can replace it. */
export function progressLine(warmup: Warmup, columns: number): string {
	const words = warmupInWords(warmup);
	const message = harmless(warmup.message);
	const room = columns - 1 - cells(words) - 2;
	if (room < LEAST_BAR) return clip(words, columns - 1);
	const line = `${bar(warmup.progressPercent, Math.min(MOST_BAR, room))}  ${words}`;
	return clip(message ? `${line}  ${message}` : line, columns - 1);
}
