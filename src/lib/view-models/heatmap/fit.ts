import type { CellGroup } from './cells.ts';
import {
	GAP_PX,
	GROUP_GAP_PX,
	LABEL_REM,
	labelOf,
	type Layout,
	type PlacedCell
} from './layout.ts';

interface Area {
	readonly width: number;
	readonly height: number;
}

/** Larger cells show nothing more. */
const LARGEST_REM = 5;
const SMALLEST_PX = 3;
/** Below this cell size the groups' names take too much space. */
const NAMED_FROM_REM = 0.25;
/** Width of a letter of a group's name. */
const LETTER_REM = 0.48;

/**
 * Returns the largest cells with which all groups fit into an area without scrolling: side by side, in one row or more.
 */
export function fitInto(groups: readonly CellGroup[], area: Area, rem: number): Layout {
	const named = largest(groups, area, rem, LABEL_REM * rem);
	const plan =
		named && named.cellPx >= NAMED_FROM_REM * rem
			? named
			: (largest(groups, area, rem, 0) ?? named);
	return plan
		? placed(plan, area)
		: { cellPx: SMALLEST_PX, labelPx: 0, ...area, labels: [], cells: [] };
}

/** The position of each group, and the number of its columns. */
interface Plan {
	readonly cellPx: number;
	readonly labelPx: number;
	readonly blocks: readonly Block[];
}

interface Block {
	readonly group: CellGroup;
	readonly columns: number;
	readonly x: number;
	readonly y: number;
	readonly width: number;
}

function largest(
	groups: readonly CellGroup[],
	area: Area,
	rem: number,
	labelPx: number
): Plan | undefined {
	for (let cellPx = Math.floor(LARGEST_REM * rem); cellPx >= SMALLEST_PX; cellPx--)
		for (let rows = 1; rows <= groups.length; rows++) {
			const plan = inRows(groups, area, { rem, labelPx, cellPx, rows });
			if (plan) return plan;
		}
	return undefined;
}

interface Trial {
	readonly rem: number;
	readonly labelPx: number;
	readonly cellPx: number;
	/** Rows of groups, of equal height. */
	readonly rows: number;
}

/** Undefined when the groups need more space than available. */
function inRows(
	groups: readonly CellGroup[],
	area: Area,
	{ rem, labelPx, cellPx, rows }: Trial
): Plan | undefined {
	const pitch = cellPx + GAP_PX;
	const rowHeight = (area.height - (rows - 1) * GROUP_GAP_PX) / rows;
	const lines = Math.floor((rowHeight - labelPx + GAP_PX) / pitch);
	if (lines < 1) return undefined;
	const gap = Math.max(GROUP_GAP_PX, labelPx / 2);
	const blocks: Block[] = [];
	let row = 0;
	let [x, y, deepest] = [0, 0, 0];
	for (const group of groups) {
		const count = group.cells.length;
		const columns = Math.max(1, Math.ceil(count / lines));
		const letters = labelPx > 0 ? labelOf(group).length : 0;
		const width = Math.max(columns * pitch - GAP_PX, letters * LETTER_REM * rem);
		if (x > 0 && x + width > area.width) {
			row++;
			// Space that the previous row did not need goes to the next.
			[x, y, deepest] = [0, y + labelPx + deepest * pitch - GAP_PX + GROUP_GAP_PX, 0];
		}
		if (row >= rows || x + width > area.width) return undefined;
		blocks.push({ group, columns, x, y, width });
		deepest = Math.max(deepest, Math.ceil(count / columns));
		x += width + gap;
	}
	return { cellPx, labelPx, blocks };
}

function placed({ cellPx, labelPx, blocks }: Plan, area: Area): Layout {
	const pitch = cellPx + GAP_PX;
	const cells = blocks.flatMap(({ group, columns, x, y }) =>
		group.cells.map((cell, index): PlacedCell => {
			const line = Math.floor(index / columns);
			return { cell, x: x + (index % columns) * pitch, y: y + labelPx + line * pitch };
		})
	);
	// In reading order, as the arrow keys go.
	cells.sort((a, b) => a.y - b.y || a.x - b.x);
	const labels = blocks.map(({ group, x, y, width }) => ({ text: labelOf(group), x, y, width }));
	return { cellPx, labelPx, ...area, labels: labelPx > 0 ? labels : [], cells };
}
