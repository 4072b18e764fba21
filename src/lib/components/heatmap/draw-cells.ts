import type { HeatmapChoice } from '#view-models/heatmap/choice.ts';
import { metricWords } from '#view-models/heatmap/choice.ts';
import type { Cell } from '#view-models/heatmap/cells.ts';
import type { Layout, PlacedCell } from '#view-models/heatmap/layout.ts';
import { colourAt, cssColour, inkOn, type Scale } from '#view-models/heatmap/scale.ts';
import type { ChartPalette } from '#charts/palette.svelte.ts';
import { LEVEL_SHAPES, outline, type Shape } from '../common/shapes.ts';

/** Everything that determines what the cells look like. Sizes are in CSS pixels. */
export interface CellPaint {
	readonly layout: Layout;
	readonly choice: HeatmapChoice;
	readonly scale: Scale;
	readonly palette: ChartPalette;
	readonly theme: 'light' | 'dark';
	/** Index of the cell that is pointed at or focused. */
	readonly marked: number | undefined;
}

/** The cell size from which it shows its number, whose font grows with the cell. */
const NUMBER_FROM_REM = 2.4;
const NUMBER_REM = 0.8125;
const NUMBER_SHARE = 0.32;

const shapes = new Map<Shape, Path2D>();

/** Draws cells into a canvas; on later calls only those whose look has changed. */
export class CellPainter {
	readonly #canvas: HTMLCanvasElement;
	#drawn: string[] = [];
	#frame = '';

	constructor(canvas: HTMLCanvasElement) {
		this.#canvas = canvas;
	}

	paint(paint: CellPaint): void {
		const context = this.#canvas.getContext('2d');
		if (!context) return;
		const { layout } = paint;
		const ratio = devicePixelRatio;
		const frame = JSON.stringify([layout.width, layout.height, layout.labels, ratio, paint.theme]);
		if (frame !== this.#frame) this.#begin(context, paint, ratio, frame);
		const looks = layout.cells.map((placed, index) => lookOf(placed, index, paint));
		const changed = looks.flatMap((look, index) => (look === this.#drawn[index] ? [] : [index]));
		// Clears places that no cell occupies any more.
		if (looks.length < this.#drawn.length) this.#begin(context, paint, ratio, frame);
		const all = this.#drawn.length === 0;
		for (const index of all ? looks.keys() : changed) {
			const placed = layout.cells[index];
			if (placed) drawCell(context, placed, index, paint);
		}
		this.#drawn = looks;
	}

	#begin(context: CanvasRenderingContext2D, paint: CellPaint, ratio: number, frame: string): void {
		const { layout, palette } = paint;
		this.#canvas.width = Math.round(layout.width * ratio);
		this.#canvas.height = Math.round(layout.height * ratio);
		this.#canvas.style.height = `${layout.height}px`;
		context.setTransform(ratio, 0, 0, ratio, 0, 0);
		context.fillStyle = palette.text;
		context.textAlign = 'start';
		context.textBaseline = 'middle';
		context.font = `600 ${palette.rem * 0.875}px ${palette.font}`;
		for (const { text, x, y, width } of layout.labels)
			context.fillText(shortened(context, text, width), x, y + layout.labelPx / 2);
		this.#drawn = [];
		this.#frame = frame;
	}
}

/** Returns as much of the text as fits the width. */
function shortened(context: CanvasRenderingContext2D, text: string, width: number): string {
	if (context.measureText(text).width <= width) return text;
	const letters = [...text];
	while (letters.length > 0 && context.measureText(`${letters.join('')}…`).width > width)
		letters.pop();
	return letters.length > 0 ? `${letters.join('').trimEnd()}…` : '';
}

/** A key of everything visible in a cell: equal keys are drawn alike. */
function lookOf({ cell, x, y }: PlacedCell, index: number, paint: CellPaint): string {
	const { choice, scale } = paint;
	const mark = index === paint.marked ? '!' : '';
	const level = choice.metric === 'risk' ? (cell.level ?? 'warming') : '';
	return `${x},${y},${cell.value?.toFixed(1)},${level},${scale.from},${scale.to},${choice.metric},${choice.moment}${mark}`;
}

function drawCell(
	context: CanvasRenderingContext2D,
	{ cell, x, y }: PlacedCell,
	index: number,
	{ layout, choice, scale, palette, theme, marked }: CellPaint
): void {
	const { cellPx } = layout;
	context.clearRect(x - 1, y - 1, cellPx + 2, cellPx + 2);
	if (cell.value === undefined) {
		drawOutline(context, x, y, cellPx, palette);
	} else {
		const shape = choice.metric === 'risk' ? shapeOf(cell) : undefined;
		if (shape === 'hourglass') drawOutline(context, x, y, cellPx, palette);
		else {
			const colour = colourAt(cell.value, scale, theme);
			context.fillStyle = cssColour(colour);
			context.fillRect(x, y, cellPx, cellPx);
			context.fillStyle = inkOn(colour);
		}
		const numbered = cellPx >= NUMBER_FROM_REM * palette.rem;
		// A shape shows the level, too, for readers who cannot tell the colours apart.
		if (shape) drawShape(context, shape, x, y, numbered ? cellPx * 0.3 : cellPx * 0.62, cellPx);
		if (numbered) {
			const size = Math.max(palette.rem * NUMBER_REM, cellPx * NUMBER_SHARE);
			context.font = `600 ${size}px ${palette.font}`;
			context.textAlign = 'center';
			context.textBaseline = 'middle';
			const digits = metricWords(choice.metric).unit === '' && choice.metric !== 'risk' ? 1 : 0;
			context.fillText(
				cell.value.toFixed(digits),
				x + cellPx / 2,
				y + cellPx * (shape ? 0.68 : 0.53)
			);
		}
	}
	if (index === marked) {
		context.strokeStyle = palette.text;
		context.lineWidth = 2;
		context.strokeRect(x, y, cellPx, cellPx);
	}
}

/** The level that a shape marks; a healthy cell has none. */
function shapeOf({ level }: Cell): Shape | undefined {
	if (level === undefined) return 'hourglass';
	return level === 'healthy' ? undefined : LEVEL_SHAPES[level];
}

/** A cell without a value has no colour, so what is drawn on it is quiet. */
function drawOutline(
	context: CanvasRenderingContext2D,
	x: number,
	y: number,
	cellPx: number,
	palette: ChartPalette
): void {
	context.strokeStyle = palette.line;
	context.lineWidth = 1;
	context.strokeRect(x + 0.5, y + 0.5, cellPx - 1, cellPx - 1);
	context.fillStyle = palette.text;
}

function drawShape(
	context: CanvasRenderingContext2D,
	name: Shape,
	x: number,
	y: number,
	size: number,
	cellPx: number
): void {
	const shape = shapes.get(name) ?? new Path2D(outline(name));
	shapes.set(name, shape);
	context.save();
	const top = size < cellPx / 2 ? cellPx * 0.1 : (cellPx - size) / 2;
	context.translate(x + (cellPx - size) / 2, y + top);
	// The outlines of shapes are on a grid of 16 × 16.
	context.scale(size / 16, size / 16);
	context.fill(shape, 'evenodd');
	context.restore();
}
