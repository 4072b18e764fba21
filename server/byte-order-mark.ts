/** Removes the byte order mark that some editors put first in a file. */
export function withoutByteOrderMark(text: string): string {
	return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
