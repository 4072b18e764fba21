export type Cell = string | number | boolean | null;

/** A spreadsheet takes a cell that begins with one of these for a formula, and server names are arbitrary text. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Returns RFC 4180, except for plain line feeds between lines; null is empty, booleans are as in the contract. */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
	return [header, ...rows].map((row) => row.map(cellText).join(',') + '\n').join('');
}

function cellText(cell: Cell): string {
	if (cell === null) return '';
	if (typeof cell === 'boolean') return cell ? 'True' : 'False';
	if (typeof cell === 'number') return String(cell);
	const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
	return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
