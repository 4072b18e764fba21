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

/** The cell size, in both directions, from which it shows its number. */
const NUMBER_FROM_REM = 2;
/** Font sizes grow with the cell's height: at least so many rem, at most so many. */
const NUMBER_FONT = { share: 0.28, least: 0.8125, most: 1.75 };
const NAME_FONT = { share: 0.17, least: 0.75, most: 1 };
const LINE_SHARE = 1.25;
/** Between the cell's edge and what is written in it. */
const PADDING_REM = 0.1;

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
		this.#canvas.style.width = `${layout.width}px`;
		this.#canvas.style.height = `${layout.height}px`;
		context.setTransform(ratio, 0, 0, ratio, 0, 0);
		context.fillStyle = palette.text;
		context.textAlign = 'start';
		context.textBaseline = 'middle';
		context.font = `600 ${palette.rem * 0.875}px ${palette.font}`;
		for (const { text, x, y, width, height } of layout.labels)
			context.fillText(shortened(context, text, width - palette.rem / 2), x, y + height / 2);
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
function lookOf(
	{ cell, x, y, width, height }: PlacedCell,
	index: number,
	paint: CellPaint
): string {
	const { choice, scale } = paint;
	const mark = index === paint.marked ? '!' : '';
	const level = choice.metric === 'risk' ? (cell.level ?? 'warming') : '';
	return `${x},${y},${width},${height},${cell.server},${cell.value?.toFixed(1)},${level},${scale.from},${scale.to},${choice.metric},${choice.moment}${mark}`;
}

function drawCell(
	context: CanvasRenderingContext2D,
	placed: PlacedCell,
	index: number,
	{ choice, scale, palette, theme, marked }: CellPaint
): void {
	const { cell, x, y, width, height } = placed;
	context.clearRect(x - 1, y - 1, width + 2, height + 2);
	const shape = choice.metric === 'risk' ? shapeOf(cell) : undefined;
	if (cell.value === undefined || shape === 'hourglass') drawOutline(context, placed, palette);
	else {
		const colour = colourAt(cell.value, scale, theme);
		context.fillStyle = cssColour(colour);
		context.fillRect(x, y, width, height);
		context.fillStyle = inkOn(colour);
	}
	const digits = metricWords(choice.metric).unit === '' && choice.metric !== 'risk' ? 1 : 0;
	writeInCell(context, placed, { shape, number: cell.value?.toFixed(digits), palette });
	if (index === marked) {
		context.strokeStyle = palette.text;
		context.lineWidth = 2;
		context.strokeRect(x, y, width, height);
	}
}

interface CellWords {
	/** Shows the level, too, for readers who cannot tell the colours apart. */
	readonly shape: Shape | undefined;
	readonly number: string | undefined;
	readonly palette: ChartPalette;
}

/** The name above the number where they fit as a whole; the number alone, or the shape alone, in smaller cells. */
function writeInCell(
	context: CanvasRenderingContext2D,
	{ cell, x, y, width, height }: PlacedCell,
	{ shape, number, palette }: CellWords
): void {
	const { rem, font } = palette;
	const [middle, side] = [y + height / 2, Math.min(width, height)];
	if (side < NUMBER_FROM_REM * rem) {
		const size = side * 0.62;
		if (shape) drawShape(context, shape, x + (width - size) / 2, middle - size / 2, size);
		return;
	}
	const room = width - 2 * PADDING_REM * rem;
	const nameSize = fontSize(NAME_FONT, height, rem);
	const numberSize = fontSize(NUMBER_FONT, height, rem);
	context.textBaseline = 'middle';
	context.textAlign = 'center';
	const named = fitting(context, cell.server, room, [nameSize, NAME_FONT.least * rem], font);
	const lines = [named ? named * LINE_SHARE : 0, number || shape ? numberSize * LINE_SHARE : 0];
	const top = middle - ((lines[0] ?? 0) + (lines[1] ?? 0)) / 2;
	// The font is the one that was measured last.
	if (named) context.fillText(cell.server, x + width / 2, top + (lines[0] ?? 0) / 2);
	context.font = `600 ${numberSize}px ${font}`;
	const letters = number === undefined ? 0 : context.measureText(number).width;
	const mark = shape ? numberSize * 0.8 : 0;
	const gap = shape && number !== undefined ? numberSize * 0.3 : 0;
	const left = x + (width - letters - mark - gap) / 2;
	const line = top + (lines[0] ?? 0) + (lines[1] ?? 0) / 2;
	if (shape) drawShape(context, shape, left, line - mark / 2, mark);
	if (number !== undefined) context.fillText(number, left + mark + gap + letters / 2, line);
}

function fontSize(
	{ share, least, most }: { share: number; least: number; most: number },
	height: number,
	rem: number
): number {
	return Math.min(Math.max(height * share, least * rem), most * rem);
}

/** Returns the first font size in which a text fits the width, and sets that font; undefined where none does. */
function fitting(
	context: CanvasRenderingContext2D,
	text: string,
	width: number,
	sizes: readonly number[],
	font: string
): number | undefined {
	return sizes.find((size) => {
		context.font = `500 ${size}px ${font}`;
		return context.measureText(text).width <= width;
	});
}

/** The level that a shape marks; a healthy cell has none. */
function shapeOf({ level }: Cell): Shape | undefined {
	if (level === undefined) return 'hourglass';
	return level === 'healthy' ? undefined : LEVEL_SHAPES[level];
}

/** A cell without a value has no colour, so what is drawn on it is quiet. */
function drawOutline(
	context: CanvasRenderingContext2D,
	{ x, y, width, height }: PlacedCell,
	palette: ChartPalette
): void {
	context.strokeStyle = palette.line;
	context.lineWidth = 1;
	context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
	context.fillStyle = palette.text;
}

function drawShape(
	context: CanvasRenderingContext2D,
	name: Shape,
	x: number,
	y: number,
	size: number
): void {
	const shape = shapes.get(name) ?? new Path2D(outline(name));
	shapes.set(name, shape);
	context.save();
	context.translate(x, y);
	// The outlines of shapes are on a grid of 16 × 16.
	context.scale(size / 16, size / 16);
	context.fill(shape, 'evenodd');
	context.restore();
}
