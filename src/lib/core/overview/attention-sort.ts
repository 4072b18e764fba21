import type { NowAndSoon } from '../topics/reading.ts';
import type { Attention } from '../topics/states.ts';
import { changeOf } from '../metrics/trend.ts';

export const ATTENTION_METRICS = ['cpu', 'iowait', 'memory'] as const;
export type AttentionMetric = (typeof ATTENTION_METRICS)[number];
export const MOMENTS = ['now', 'soon', 'change'] as const;
export type Moment = (typeof MOMENTS)[number];

export type AttentionColumn = 'server' | 'profile' | 'risk' | `${AttentionMetric}-${Moment}`;
export interface AttentionSort {
	readonly column: AttentionColumn;
	readonly order: 'ascending' | 'descending';
}
export interface AttentionRow extends Attention {
	readonly server: string;
}

export const USUAL_SORT: AttentionSort = { column: 'risk', order: 'descending' };

/** Sorted by one column; equals stand by name, and servers that lack the metric come last in either order. */
export function sortAttention(
	entries: Readonly<Record<string, Attention>>,
	sort: AttentionSort
): readonly AttentionRow[] {
	const sign = sort.order === 'ascending' ? 1 : -1;
	return Object.entries(entries)
		.map(([server, entry]) => ({ ...entry, server }))
		.sort((a, b) => {
			const [left, right] = [keyOf(a, sort.column), keyOf(b, sort.column)];
			if (left === right) return compare(a.server, b.server);
			if (left === undefined) return 1;
			if (right === undefined) return -1;
			return sign * compare(left, right);
		});
}

/** The sort after a press on a column's head: the other order, or that column's more telling one. */
export function pressColumn(sort: AttentionSort, column: AttentionColumn): AttentionSort {
	if (sort.column === column) {
		return { column, order: sort.order === 'ascending' ? 'descending' : 'ascending' };
	}
	const words = column === 'server' || column === 'profile';
	return { column, order: words ? 'ascending' : 'descending' };
}

/** `cpu-change` or `-cpu-change` (descending) as it stands in an address; anything else is the usual sort. */
export function readSort(text: string | null): AttentionSort {
	if (!text) return USUAL_SORT;
	const column = text.replace(/^-/, '');
	if (!isColumn(column)) return USUAL_SORT;
	return { column, order: text.startsWith('-') ? 'descending' : 'ascending' };
}

export function writeSort({ column, order }: AttentionSort): string {
	return order === 'descending' ? `-${column}` : column;
}

export function momentOf(reading: NowAndSoon, moment: Moment): number {
	switch (moment) {
		case 'now':
			return reading[0];
		case 'soon':
			return reading[1];
		case 'change':
			return changeOf(reading);
	}
}

function keyOf(row: AttentionRow, column: AttentionColumn): string | number | undefined {
	if (column === 'server') return row.server;
	if (column === 'profile') return row.profile;
	if (column === 'risk') return row.score;
	const [metric, moment] = column.split('-') as [AttentionMetric, Moment];
	const reading = row[metric];
	return reading && momentOf(reading, moment);
}

function isColumn(text: string): text is AttentionColumn {
	if (text === 'server' || text === 'profile' || text === 'risk') return true;
	const [metric, moment, rest] = text.split('-');
	return (
		rest === undefined &&
		(ATTENTION_METRICS as readonly string[]).includes(metric ?? '') &&
		(MOMENTS as readonly string[]).includes(moment ?? '')
	);
}

function compare(a: string | number, b: string | number): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
