/** Alternate screen, no cursor, no wrapping; and back, for any kind of end. */
export const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J';
export const LEAVE = '\u001b[?7h\u001b[?25h\u001b[?1049l';

/**
 * Each line in its place. Cleared before it is written: in the last column, clearing afterwards would remove the last
 * character.
 */
export function drawing(lines: readonly string[]): string {
	return lines.map((line, index) => `\u001b[${index + 1};1H\u001b[K${line}`).join('');
}
