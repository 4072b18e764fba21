import type { Cell, CellGroup } from './cells.ts';

/** The position of each cell, in px from the upper left corner. `cells` in reading order. */
export interface Layout {
	readonly cellPx: number;
	/** Height of the line with a group's name above its cells. */
	readonly labelPx: number;
	readonly width: number;
	readonly height: number;
	readonly labels: readonly PlacedLabel[];
	readonly cells: readonly PlacedCell[];
}

/** A group's name within `width` px; longer ones are cut. */
interface PlacedLabel {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
}

export interface PlacedCell {
	readonly cell: Cell;
	readonly x: number;
	readonly y: number;
}

export const GAP_PX = 2;
/** Height of a group's name, in rem. */
export const LABEL_REM = 1.625;
export const GROUP_GAP_PX = 10;

/** Returns the cell size for so many cells: large enough to hit, small enough to see a thousand at once. In rem. */
export function cellSizeRem(count: number): number {
	if (count <= 120) return 2.75;
	return count <= 400 ? 1.875 : 1.5;
}

/** The same in px; `rem` in px. */
export function cellSize(count: number, rem: number): number {
	return Math.round(cellSizeRem(count) * rem);
}

/** Lays groups out from top to bottom, their cells in rows over the whole width; `rem` in px. */
export function layOut(
	groups: readonly CellGroup[],
	width: number,
	cellPx: number,
	rem = 16
): Layout {
	const labelPx = LABEL_REM * rem;
	const pitch = cellPx + GAP_PX;
	const columns = Math.max(1, Math.floor((width + GAP_PX) / pitch));
	const labels: PlacedLabel[] = [];
	const cells: PlacedCell[] = [];
	let top = 0;
	for (const group of groups) {
		labels.push({ text: labelOf(group), x: 0, y: top, width });
		top += labelPx;
		group.cells.forEach((cell, index) => {
			cells.push({
				cell,
				x: (index % columns) * pitch,
				y: top + Math.floor(index / columns) * pitch
			});
		});
		top += Math.ceil(group.cells.length / columns) * pitch + GROUP_GAP_PX;
	}
	return { cellPx, labelPx, width, height: Math.max(1, top - GROUP_GAP_PX), labels, cells };
}

export function labelOf({ profile, cells }: CellGroup): string {
	return `${profile} (${cells.length})`;
}

/** Returns the index of the cell at a point, including the gap beside it; undefined where there is none. */
export function cellAt({ cells, cellPx }: Layout, x: number, y: number): number | undefined {
	const pitch = cellPx + GAP_PX;
	const index = cells.findIndex(
		(placed) => x >= placed.x && x < placed.x + pitch && y >= placed.y && y < placed.y + pitch
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
