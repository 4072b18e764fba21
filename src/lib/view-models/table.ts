import { withoutFormula } from './spreadsheet.ts';

/** A column of a table: what it shows, and how it sorts. */
export interface Column<Row> {
	readonly id: string;
	readonly title: string;
	/** A common head with the neighbouring columns. */
	readonly group?: string;
	/** Numbers are aligned to the end, and the largest come first on the first press. */
	readonly numeric?: boolean;
	/** One or more sentences: they may wrap where all rows are drawn. */
	readonly prose?: boolean;
	/** The cell as text: shown, searched and copied. */
	readonly text: (row: Row) => string;
	/** The sort key, if it is not the text; undefined comes last in either order. */
	readonly order?: (row: Row) => number | string | undefined;
}

export interface TableSort {
	readonly column: string;
	readonly order: 'ascending' | 'descending';
}

/** Sorts by one column; equals keep their order. An unknown column changes nothing. */
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

/** Returns the rows in which every word of the text occurs in some cell, in any case. */
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

/** Returns the sort after a press on a head: the other order, or that column's more useful one. */
export function pressHead<Row>(sort: TableSort, { id, numeric }: Column<Row>): TableSort {
	if (sort.column !== id) return { column: id, order: numeric ? 'descending' : 'ascending' };
	return { column: id, order: sort.order === 'ascending' ? 'descending' : 'ascending' };
}

/** Reads `cpu` or `-cpu` (descending) from an address; an unknown column means the default sort. */
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

/** Returns a sort as it is written in an address: `-` before the column for descending. */
export function writeTableSort({ column, order }: TableSort): string {
	return order === 'descending' ? `-${column}` : column;
}

export interface HeadGroup<Row> {
	/** Undefined over a column without a group. */
	readonly title: string | undefined;
	readonly columns: readonly Column<Row>[];
}

/** Groups neighbouring columns with a common head; each other one alone. */
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

/** Tab-separated text with a header line, for pasting into a spreadsheet. */
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

/** Rows from `first` up to but excluding `end`. */
export interface Span {
	readonly first: number;
	readonly end: number;
}

/** Rows drawn above and below the visible ones, so that scrolling shows no blanks. */
const SPARE_ROWS = 12;

/** Height of everything above a table in a view, in px. */
const ABOVE_TABLE_PX = 430;
const FEWEST_IN_SIGHT = 4;

/** How many rows of a table are visible in a newly opened view, in a window of that height. */
export function visibleRows(windowPx: number, rowPx: number): number {
	return Math.max(FEWEST_IN_SIGHT, Math.ceil((windowPx - ABOVE_TABLE_PX) / rowPx));
}

/** Returns which of `count` rows of equal height to draw for a window `viewPx` high that is scrolled by `scrollPx`. */
export function visibleSpan(count: number, rowPx: number, scrollPx: number, viewPx: number): Span {
	const first = Math.floor(scrollPx / rowPx) - SPARE_ROWS;
	const end = Math.ceil((scrollPx + viewPx) / rowPx) + SPARE_ROWS;
	return {
		first: Math.max(0, Math.min(first, count)),
		end: Math.max(0, Math.min(end, count))
	};
}
