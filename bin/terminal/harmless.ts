/**
 * Characters that a terminal obeys instead of showing them: controls (C0, DEL, C1), marks that turn the direction of
 * writing, invisible ones, and separators of lines. A server may bear any name, also one that clears the screen.
 */
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The text with each such character told as its number: `\u{1b}`. */
export function harmless(text: string): string {
	return text.replace(OBEYED, (character) => {
		const number = character.codePointAt(0) ?? 0;
		return `\\u{${number.toString(16)}}`;
	});
}
