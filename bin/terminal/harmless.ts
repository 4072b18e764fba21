/**
 * Characters that a terminal obeys instead of showing them: controls (C0, DEL, C1), marks that turn the direction of
 * writing, invisible ones, and line separators. A server may have any name, even one that clears the screen.
 */
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Returns the text with each such character replaced by its number: `\u{1b}`. */
export function harmless(text: string): string {
	return text.replace(OBEYED, (character) => {
		const number = character.codePointAt(0) ?? 0;
		return `\\u{${number.toString(16)}}`;
	});
}
