const ESCAPE = '\u001b';
/** A sequence of a key (CSI or SS3, ECMA-48), Escape with what is pressed beside it, or one character. */
const KEY = new RegExp(
	[
		`${ESCAPE}\\[[0-?]*[ -/]*[@-~]`,
		`${ESCAPE}O[A-Za-z]`,
		`${ESCAPE}[^${ESCAPE}\\p{Cc}]`,
		'[^]'
	].join('|'),
	'gu'
);

/** Splits a terminal's input into keys: fast typing and slow lines deliver several together. */
export function keysOf(chunk: string): string[] {
	return chunk.match(KEY) ?? [];
}
