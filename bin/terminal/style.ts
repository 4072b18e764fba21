import { styleText } from 'node:util';
import type { Level } from '#core/levels/levels.ts';

/** Styles of text; plain text where colours are not wanted. */
export interface Style {
	bold(text: string): string;
	dim(text: string): string;
	reverse(text: string): string;
	level(level: Level, text: string): string;
	alarm(text: string): string;
}

/** A level is word, colour and shape together; the shape alone tells it without colour. */
export const LEVEL_SHAPES: Readonly<Record<Level, string>> = {
	critical: '■',
	warning: '▲',
	degraded: '◆',
	healthy: '●'
};

type Format = Parameters<typeof styleText>[0];

const LEVEL_FORMATS: Readonly<Record<Level, Format>> = {
	critical: ['bold', 'red'],
	warning: 'yellow',
	degraded: 'cyan',
	healthy: 'green'
};

/** Returns the styles of a terminal, or, where colours are not wanted, styles that change no text. */
export function createStyle(coloured: boolean): Style {
	// Not by this process's own outputs: the shell passes its environment to wantsColour, which decides.
	const options = { validateStream: false };
	const paint = (format: Format) => (text: string) =>
		coloured ? styleText(format, text, options) : text;
	return {
		bold: paint('bold'),
		dim: paint('dim'),
		reverse: paint('inverse'),
		alarm: paint(['bold', 'red']),
		level: (level, text) => paint(LEVEL_FORMATS[level])(text)
	};
}

/** https://no-color.org: set and not empty means none, whatever other settings say. */
export function wantsColour(
	{ NO_COLOR, FORCE_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
	terminal: boolean
): boolean {
	if (NO_COLOR) return false;
	if (FORCE_COLOR && FORCE_COLOR !== '0') return true;
	return terminal && TERM !== 'dumb';
}
