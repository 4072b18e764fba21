/** A text without the mark that some editors put first in a file: no part of what it says. */
export function withoutByteOrderMark(text: string): string {
	return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
