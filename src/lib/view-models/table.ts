import { withoutFormula } from './spreadsheet.ts';

/** What a table shows in one column, and by what it is sorted. */
export interface Column<Row> {
	readonly id: string;
	readonly title: string;
	/** What it has in common with the columns beside it: a head over all of them. */
	readonly group?: string;
	/** Numbers stand at the end of their cell, and the largest come first on the first press. */
	readonly numeric?: boolean;
	/** A sentence or several: they may take more than a line where all rows are drawn. */
	readonly prose?: boolean;
	/** The cell in words: shown, searched and copied. */
	readonly text: (row: Row) => string;
	/** By what the column sorts, where it is not its text; undefined comes last in either order. */
	readonly order?: (row: Row) => number | string | undefined;
}

export interface TableSort {
	readonly column: string;
	readonly order: 'ascending' | 'descending';
}

/** Sorted by one column; equals keep the order they came in. An unknown column changes nothing. */
export function sortRows<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	sort: TableSort
): readonly Row[] {
	const column = columns.find(({ id }) => id === sort.column);
	if (!column) return rows;
	const valueOf = column.order ?? column.text;
	const sign = sort.order === 'ascending' ? 1 : -1;
	return rows
		.map((row) => [row, valueOf(row)] as const)
		.sort(([, a], [, b]) => {
			if (a === b) return 0;
			if (a === undefined) return 1;
			if (b === undefined) return -1;
			return a < b ? -sign : sign;
		})
		.map(([row]) => row);
}

/** The rows in which every word of the text occurs in some cell, whatever the case. */
export function filterRows<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	filter: string
): readonly Row[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length === 0) return rows;
	return rows.filter((row) => {
		const cells = columns.map(({ text }) => text(row).toLowerCase());
		return words.every((word) => cells.some((cell) => cell.includes(word)));
	});
}

/** The sort after a press on a head: the other order, or that column's more telling one. */
export function pressHead<Row>(sort: TableSort, { id, numeric }: Column<Row>): TableSort {
	if (sort.column !== id) return { column: id, order: numeric ? 'descending' : 'ascending' };
	return { column: id, order: sort.order === 'ascending' ? 'descending' : 'ascending' };
}

/** `cpu` or `-cpu` (descending) as it stands in an address; what names no column is the usual sort. */
export function readTableSort<Row>(
	text: string | null,
	columns: readonly Column<Row>[],
	usual: TableSort
): TableSort {
	const descending = text?.startsWith('-') ?? false;
	const column = text?.slice(descending ? 1 : 0);
	if (!columns.some(({ id }) => id === column) || column === undefined) return usual;
	return { column, order: descending ? 'descending' : 'ascending' };
}

export function writeTableSort({ column, order }: TableSort): string {
	return order === 'descending' ? `-${column}` : column;
}

export interface HeadGroup<Row> {
	/** Undefined over a column that stands alone. */
	readonly title: string | undefined;
	readonly columns: readonly Column<Row>[];
}

/** Columns of one group that stand beside each other, together; each other one alone. */
export function headGroups<Row>(columns: readonly Column<Row>[]): readonly HeadGroup<Row>[] {
	const groups: { title: string | undefined; columns: Column<Row>[] }[] = [];
	for (const column of columns) {
		const last = groups.at(-1);
		if (last && column.group !== undefined && last.title === column.group)
			last.columns.push(column);
		else groups.push({ title: column.group, columns: [column] });
	}
	return groups;
}

/** Tab-separated with a line for the heads: what a spreadsheet takes from the clipboard. */
export function copyText<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
	const line = (cells: readonly string[]) => cells.map(cellText).join('\t');
	return [
		line(columns.map(({ group, title }) => (group === undefined ? title : `${group} ${title}`))),
		...rows.map((row) => line(columns.map(({ text }) => text(row))))
	].join('\n');
}

/** A cell must not break its row, nor begin a formula. */
function cellText(text: string): string {
	return withoutFormula(text.replace(/[\t\r\n]+/g, ' '));
}

/** Rows from `first` up to, not with, `end`. */
export interface Span {
	readonly first: number;
	readonly end: number;
}

/** Rows drawn above and below what is in sight, so that a scroll does not show blanks. */
const SPARE_ROWS = 12;

/** What stands above a table in every view, with the frame: its own head, the view's head and figures. In px. */
const ABOVE_TABLE_PX = 430;
const FEWEST_IN_SIGHT = 4;

/** How many rows of a table can be in sight of a view that was just opened, in a window of that height. */
export function visibleRows(windowPx: number, rowPx: number): number {
	return Math.max(FEWEST_IN_SIGHT, Math.ceil((windowPx - ABOVE_TABLE_PX) / rowPx));
}

/** Which of `count` rows of equal height to draw for a window `viewPx` high that begins `scrollPx` below the first. */
export function visibleSpan(count: number, rowPx: number, scrollPx: number, viewPx: number): Span {
	const first = Math.floor(scrollPx / rowPx) - SPARE_ROWS;
	const end = Math.ceil((scrollPx + viewPx) / rowPx) + SPARE_ROWS;
	return {
		first: Math.max(0, Math.min(first, count)),
		end: Math.max(0, Math.min(end, count))
	};
}
