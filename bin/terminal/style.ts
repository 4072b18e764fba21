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

const LEVEL_CODES: Readonly<Record<Level, string>> = {
	critical: '1;31',
	warning: '33',
	degraded: '36',
	healthy: '32'
};

export function createStyle(coloured: boolean): Style {
	const paint = (code: string) => (text: string) =>
		coloured ? `\u001b[${code}m${text}\u001b[0m` : text;
	return {
		bold: paint('1'),
		dim: paint('2'),
		reverse: paint('7'),
		alarm: paint('1;31'),
		level: (level, text) => paint(LEVEL_CODES[level])(text)
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
