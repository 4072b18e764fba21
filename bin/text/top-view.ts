import type { RiskState, MetricsState } from '#core/topics/states.ts';
import type { Reading } from '#core/topics/reading.ts';
import type { RiskEntry } from '#core/topics/states.ts';

/** The sort orders of `top`, and their keys. */
export const SORTS = {
	r: 'risk',
	n: 'name',
	c: 'cpu',
	i: 'iowait',
	m: 'memory'
} as const;
export type Sort = (typeof SORTS)[keyof typeof SORTS];

/** The user's choices; `first` is the row at the top. */
export interface View {
	readonly sort: Sort;
	readonly first: number;
}

export const FIRST_VIEW: View = { sort: 'risk', first: 0 };

export interface TopRow extends RiskEntry, Reading {
	readonly name: string;
}

/** Returns the view after a key; undefined for a key that quits. `page` is how many of the `rows` are visible. */
export function viewAfter(
	view: View,
	key: string,
	{ rows, page }: { rows: number; page: number }
): View | undefined {
	const scrolled = (by: number) => ({ ...view, first: inside(view.first + by, rows, page) });
	switch (key) {
		case 'q':
		case 'Q':
			return undefined;
		case '\u001b[A':
		case 'k':
			return scrolled(-1);
		case '\u001b[B':
		case 'j':
			return scrolled(1);
		case '\u001b[5~':
			return scrolled(-page);
		case '\u001b[6~':
		case ' ':
			return scrolled(page);
		case '\u001b[H':
		case 'g':
			return scrolled(-rows);
		case '\u001b[F':
		case 'G':
			return scrolled(rows);
		default:
			return Object.hasOwn(SORTS, key)
				? { sort: SORTS[key as keyof typeof SORTS], first: 0 }
				: view;
	}
}

/** The nearest first row without a blank end: the fleet may have shrunk, or the window grown. */
export function inside(first: number, rows: number, page: number): number {
	return Math.max(0, Math.min(first, rows - page));
}

/** Sorts the fleet's servers, the most urgent or the highest first; equals by name. Unknown values come last. */
export function topRows(
	risk: RiskState | undefined,
	metrics: MetricsState | undefined,
	sort: Sort
): TopRow[] {
	const readings = new Map(Object.entries(metrics ?? {}));
	const rows = Object.entries(risk ?? {}).map(([name, entry]) => ({
		...readings.get(name),
		...entry,
		name
	}));
	const byName = (a: TopRow, b: TopRow) => (a.name < b.name ? -1 : 1);
	if (sort === 'name') return rows.sort(byName);
	const value = (row: TopRow) => (sort === 'risk' ? row.score : (row[sort]?.[0] ?? -Infinity));
	// The difference of two infinities is NaN.
	return rows.sort((a, b) => (value(a) === value(b) ? byName(a, b) : value(a) < value(b) ? 1 : -1));
}
