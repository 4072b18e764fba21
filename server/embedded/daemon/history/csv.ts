export type Cell = string | number | boolean | null;

/** A spreadsheet takes a cell that begins so for a formula, and server names are anybody's. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** RFC 4180 but for line feeds alone between lines; null is empty, booleans as the contract writes them. */
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
