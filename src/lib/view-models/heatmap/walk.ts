import { GAP_PX, type Layout, type PlacedCell } from './layout.ts';

/** Returns the index of the cell at a point, including the gap beside it; undefined where there is none. */
export function cellAt({ cells }: Layout, x: number, y: number): number | undefined {
	const index = cells.findIndex(
		(placed) =>
			x >= placed.x &&
			x < placed.x + placed.width + GAP_PX &&
			y >= placed.y &&
			y < placed.y + placed.height + GAP_PX
	);
	return index === -1 ? undefined : index;
}

export const DIRECTIONS = {
	ArrowLeft: 'left',
	ArrowRight: 'right',
	ArrowUp: 'up',
	ArrowDown: 'down',
	Home: 'first',
	End: 'last'
} as const;
export type Direction = (typeof DIRECTIONS)[keyof typeof DIRECTIONS];

/** Returns the cell that an arrow key moves to; from nowhere, the first one. */
export function neighbour(
	{ cells }: Layout,
	from: number | undefined,
	direction: Direction
): number | undefined {
	const last = cells.length - 1;
	const current = from === undefined ? undefined : cells[from];
	if (from === undefined || !current) return last >= 0 ? 0 : undefined;
	switch (direction) {
		case 'left':
			return Math.max(0, from - 1);
		case 'right':
			return Math.min(last, from + 1);
		case 'first':
			return 0;
		case 'last':
			return last;
		case 'up':
		case 'down':
			return inNextRow(cells, from, current, direction === 'up' ? -1 : 1);
	}
}

/** Returns the horizontally nearest cell of the row above or below. */
function inNextRow(
	cells: readonly PlacedCell[],
	from: number,
	current: PlacedCell,
	step: -1 | 1
): number {
	let index = from;
	while (cells[index]?.y === current.y) index += step;
	const row = cells[index]?.y;
	if (row === undefined) return from;
	let best = index;
	const across = (at: number) => Math.abs((cells[at]?.x ?? Infinity) - current.x);
	for (; cells[index]?.y === row; index += step) if (across(index) < across(best)) best = index;
	return best;
}
