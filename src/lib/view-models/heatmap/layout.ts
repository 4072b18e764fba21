import type { Cell, CellGroup } from './cells.ts';

/** Where each cell stands, in px from the upper left corner. `cells` in the order of reading. */
export interface Layout {
	readonly cellPx: number;
	/** A group's name stands above its cells, in a line this high. */
	readonly labelPx: number;
	readonly width: number;
	readonly height: number;
	readonly labels: readonly PlacedLabel[];
	readonly cells: readonly PlacedCell[];
}

/** A group's name has `width` px: what is longer is cut. */
export interface PlacedLabel {
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
/** Of a group's name, in rem. */
export const LABEL_REM = 1.625;
export const GROUP_GAP_PX = 10;

/** The size of a cell with so many to show: large enough to hit, small enough to see a thousand at once. In rem. */
export function cellSizeRem(count: number): number {
	if (count <= 120) return 2.75;
	return count <= 400 ? 1.875 : 1.5;
}

/** The same in px; `rem` in px. */
export function cellSize(count: number, rem: number): number {
	return Math.round(cellSizeRem(count) * rem);
}

/** Groups from top to bottom, their cells in rows over the whole width; `rem` in px. */
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

/** The index of the cell at a point, the gap beside it included; undefined where there is none. */
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

/** Where a press of a key leads from a cell; from nowhere it leads to the first one. */
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

/** The cell of the row above or below that is nearest across. */
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
