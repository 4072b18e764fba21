import { withoutFormula } from '../spreadsheet.ts';

/** A cell of a table for a spreadsheet; undefined is empty. */
type CsvCell = string | number | undefined;

/** The name and content of a column. */
export interface CsvColumn<Row> {
	readonly title: string;
	readonly cell: (row: Row) => CsvCell;
}

/** Marks a file as UTF-8 for spreadsheets. */
export const BYTE_ORDER_MARK = '\u{feff}';
/** The line end of RFC 4180. */
const LINE_END = '\r\n';

/** The header line, with the byte order mark before it. */
export function csvHead<Row>(columns: readonly CsvColumn<Row>[]): string {
	return BYTE_ORDER_MARK + csvLine(columns.map(({ title }) => title));
}

/** Returns one line of CSV with its line end. */
export function csvRow<Row>(columns: readonly CsvColumn<Row>[], row: Row): string {
	return csvLine(columns.map(({ cell }) => cell(row)));
}

function csvLine(cells: readonly CsvCell[]): string {
	return cells.map(cellText).join(',') + LINE_END;
}

function cellText(cell: CsvCell): string {
	if (cell === undefined) return '';
	if (typeof cell === 'number') return String(cell);
	const harmless = withoutFormula(cell);
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The time of a row: ISO 8601 in UTC. */
export function csvTime(at: number): string {
	return new Date(at).toISOString();
}

/** A duration in whole seconds. */
export function csvSeconds(ms: number | undefined): number | undefined {
	return ms === undefined ? undefined : Math.round(ms / 1_000);
}
