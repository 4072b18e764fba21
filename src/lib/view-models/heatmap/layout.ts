import type { Cell, CellGroup } from './cells.ts';

/** The position of each cell, in px from the upper left corner. `cells` in reading order. */
export interface Layout {
	readonly width: number;
	readonly height: number;
	/** Size of a cell, of which one in px may be a fraction of a pixel larger or smaller. */
	readonly cell: Size;
	readonly labels: readonly PlacedLabel[];
	readonly cells: readonly PlacedCell[];
}

export interface Size {
	readonly width: number;
	readonly height: number;
}

/** A group's name within `width` px; longer ones are cut. */
interface PlacedLabel extends Size {
	readonly text: string;
	readonly x: number;
	readonly y: number;
}

export interface PlacedCell extends Size {
	readonly cell: Cell;
	readonly x: number;
	readonly y: number;
}

export const GAP_PX = 2;
const GROUP_GAP_PX = 10;
/** From this width, a group's name stands beside its cells, and above them otherwise. In rem. */
const BESIDE_FROM_REM = 44;
/** Width of the names beside the cells, and height of those above. */
const LABEL_WIDTH_REM = 9;
const LABEL_HEIGHT_REM = 1.625;
/** Larger cells show nothing more. */
const LARGEST_REM: Size = { width: 15, height: 7.5 };
/** Where all must fit without scrolling: in px. */
const SMALLEST_FITTED: Size = { width: 3, height: 3 };
/** Lower cells leave no space for the groups' names. */
const NAMED_FROM_REM = 0.25;
/** What a cell is wider than so many times its height counts for nothing. */
const WIDEST_RATIO = 2.5;
/** Space that a server's name needs: per letter, beside it, and for the line of the number. */
const LETTER_REM = 0.44;
const NAME_PADDING_REM = 0.5;
const NAMED_HEIGHT_REM = 2;

/** Returns the smallest cell on a page, for so many: large enough to hit, small enough to see a thousand at once. In rem. */
export function smallestCellRem(count: number): Size {
	if (count <= 120) return { width: 4, height: 2.75 };
	return count <= 400 ? { width: 1.875, height: 1.875 } : { width: 1.375, height: 1.375 };
}

/** Returns the height, in px, that a page needs for groups of the smallest cells; `rem` in px. */
export function leastHeight(groups: readonly CellGroup[], width: number, rem: number): number {
	const smallest = smallestCell(groups, rem);
	const space = spaceOf(groups, { width, height: 0 }, rem);
	const rows = rowsOf(groups, mostColumns(space.width, smallest));
	return rows * (smallest.height + GAP_PX) - space.height;
}

/**
 * Fills an area of a page: one group below another, the cells in columns that are the same for all, as large as the area
 * allows. The size depends on how many servers each group has and not on their order, so no tick changes it.
 */
export function layOut(groups: readonly CellGroup[], area: Size, rem: number): Layout {
	const smallest = smallestCell(groups, rem);
	const space = spaceOf(groups, area, rem);
	const least = { columns: mostColumns(space.width, smallest), cell: smallest };
	const grid = largest(groups, space, smallest, rem) ?? stretched(least, space.width, rem);
	return placed(groups, grid, space, area);
}

/** The same without scrolling: cells are as small as they must be, and the groups have no names where those take too much. */
export function fitInto(groups: readonly CellGroup[], area: Size, rem: number): Layout {
	const named = spaceOf(groups, area, rem);
	const bare = { ...named, ...bareSpace(groups, area), labels: undefined };
	const fit = (space: Space) => {
		const grid = largest(groups, space, SMALLEST_FITTED, rem);
		return grid && { grid, space };
	};
	const first = fit(named);
	const best =
		first && first.grid.cell.height >= NAMED_FROM_REM * rem ? first : (fit(bare) ?? first);
	return best
		? placed(groups, best.grid, best.space, area)
		: { ...area, cell: SMALLEST_FITTED, labels: [], cells: [] };
}

/** What is left for cells and the gaps below them. */
interface Space extends Size {
	/** Where the names are; undefined without names. */
	readonly labels: Size | undefined;
}

interface Grid {
	readonly columns: number;
	readonly cell: Size;
}

function spaceOf(groups: readonly CellGroup[], area: Size, rem: number): Space {
	const labels =
		area.width >= BESIDE_FROM_REM * rem
			? { width: LABEL_WIDTH_REM * rem, height: 0 }
			: { width: 0, height: LABEL_HEIGHT_REM * rem };
	const bare = bareSpace(groups, area);
	return {
		width: bare.width - labels.width,
		height: bare.height - labels.height * groups.length,
		labels
	};
}

/** Each row of cells counts with a gap, which the last one of a group does not need. */
function bareSpace({ length }: readonly CellGroup[], { width, height }: Size): Size {
	return { width, height: height + length * GAP_PX - (length - 1) * GROUP_GAP_PX };
}

function smallestCell(groups: readonly CellGroup[], rem: number): Size {
	const { width, height } = smallestCellRem(
		groups.reduce((sum, { cells }) => sum + cells.length, 0)
	);
	return { width: Math.round(width * rem), height: Math.round(height * rem) };
}

function mostColumns(width: number, smallest: Size): number {
	return Math.max(1, Math.floor((width + GAP_PX) / (smallest.width + GAP_PX)));
}

function rowsOf(groups: readonly CellGroup[], columns: number): number {
	return groups.reduce((sum, { cells }) => sum + Math.ceil(cells.length / columns), 0);
}

/** Returns the columns with the largest cells, if possible ones that hold every name; undefined where none fit. */
function largest(
	groups: readonly CellGroup[],
	space: Space,
	smallest: Size,
	rem: number
): Grid | undefined {
	const letters = longestName(groups);
	const named = (letters * LETTER_REM + NAME_PADDING_REM) * rem;
	const most = Math.min(
		mostColumns(space.width, smallest),
		Math.max(...groups.map(({ cells }) => cells.length))
	);
	let [best, bestWorth] = [undefined as Grid | undefined, 0];
	for (let columns = 1; columns <= most; columns++) {
		const height = Math.min(
			space.height / rowsOf(groups, columns) - GAP_PX,
			LARGEST_REM.height * rem
		);
		if (!(height >= smallest.height - 0.01)) continue;
		const grid = stretched({ columns, cell: { width: 0, height } }, space.width, rem);
		const { width } = grid.cell;
		if (width < smallest.width) continue;
		const holdsNames = width >= named && height >= NAMED_HEIGHT_REM * rem;
		const worth = Math.min(width, WIDEST_RATIO * height) * height * (holdsNames ? 4 : 1);
		if (worth > bestWorth) [best, bestWorth] = [grid, worth];
	}
	return best;
}

function longestName(groups: readonly CellGroup[]): number {
	let letters = 0;
	for (const { cells } of groups)
		for (const { server } of cells) letters = Math.max(letters, server.length);
	return letters;
}

/** The same columns over the whole width. */
function stretched({ columns, cell }: Grid, width: number, rem: number): Grid {
	const wide = Math.min((width + GAP_PX) / columns - GAP_PX, LARGEST_REM.width * rem);
	return { columns, cell: { width: wide, height: cell.height } };
}

function placed(
	groups: readonly CellGroup[],
	{ columns, cell: size }: Grid,
	{ labels }: Space,
	area: Size
): Layout {
	const beside = labels !== undefined && labels.width > 0;
	const [pitchX, pitchY] = [size.width + GAP_PX, size.height + GAP_PX];
	const left = labels?.width ?? 0;
	const cells: PlacedCell[] = [];
	const names: PlacedLabel[] = [];
	let top = 0;
	for (const group of groups) {
		const text = `${group.profile} (${group.cells.length})`;
		const first = top + (labels?.height ?? 0);
		if (labels && beside)
			names.push({ text, x: 0, y: top, width: labels.width, height: size.height });
		else if (labels) names.push({ text, x: 0, y: top, width: area.width, height: labels.height });
		group.cells.forEach((cell, index) => {
			const line = Math.floor(index / columns);
			// Whole pixels, so that edges are sharp.
			const [x, width] = span(left, index % columns, pitchX);
			const [y, height] = span(first, line, pitchY);
			cells.push({ cell, x, y, width, height });
		});
		const rows = Math.ceil(group.cells.length / columns);
		top = first + rows * pitchY - GAP_PX + GROUP_GAP_PX;
	}
	return { ...area, cell: size, labels: names, cells };
}

function span(from: number, place: number, pitch: number): [start: number, length: number] {
	const start = Math.round(from + place * pitch);
	return [start, Math.round(from + (place + 1) * pitch) - GAP_PX - start];
}
