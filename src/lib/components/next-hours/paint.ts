import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import { chanceAt } from '#core/outlook/chance-along.ts';
import type { NextRow } from '#view-models/next-hours/rows.ts';
import type { OverCounts } from '#view-models/next-hours/over-counts.ts';
import type { Surface } from './canvas.svelte.ts';

/** Where the time axis has its lines: every hour of eight. */
const HOURS = 8;
/** Below this chance nothing is drawn, in percent: less than the topic tells. */
const LEAST_SHOWN = 3;

/** Returns where a step stands along an axis from now to the last one. */
function xOf(step: number, width: number): number {
	return (step / HORIZON_STEPS) * width;
}

function paintHours({ context, width, height, palette }: Surface): void {
	context.fillStyle = palette.line;
	for (let hour = 1; hour < HOURS; hour++)
		context.fillRect(Math.round((hour / HOURS) * width), 0, 1, height);
}

/** One server's chance along time: severity is colour, the chance is strength, and a line marks its onset. */
export function paintChance(surface: Surface, row: NextRow): void {
	const { context, width, height, palette } = surface;
	paintHours(surface);
	for (let step = 0; step < HORIZON_STEPS; step++) {
		const chance = chanceAt(row.told, step);
		if (chance < LEAST_SHOWN) continue;
		// From there on p50 is critical, for as long as it is over any limit.
		const isCritical = step >= (row.told.criticalAt ?? Infinity) && chance >= 50;
		context.globalAlpha = chance / 100;
		context.fillStyle = palette.levels[isCritical ? 'critical' : 'warning'];
		// Whole pixels: the edges of two neighbours must not shine through each other.
		const from = Math.round(xOf(step, width));
		context.fillRect(from, 0, Math.round(xOf(step + 1, width)) - from, height);
	}
	context.globalAlpha = 1;
	if (row.onset === 0) return;
	context.fillStyle = palette.text;
	context.fillRect(Math.round(xOf(row.onset, width)) - 1, 0, 2, height);
}

/** Servers over a limit along time: what is likely (p50) before what is possible (p90), on a scale of `most` servers. */
export function paintOver(surface: Surface, { likely, possible }: OverCounts, most: number): void {
	const { context, palette } = surface;
	paintHours(surface);
	context.globalAlpha = 0.3;
	context.fillStyle = palette.forecast;
	fillUnder(surface, possible, most);
	context.globalAlpha = 0.9;
	context.fillStyle = palette.levels.warning;
	fillUnder(surface, likely, most);
	context.globalAlpha = 1;
}

function fillUnder(
	{ context, width, height }: Surface,
	counts: readonly number[],
	most: number
): void {
	const yOf = (count: number) => height - (count / Math.max(1, most)) * height;
	context.beginPath();
	context.moveTo(0, height);
	counts.forEach((count, step) => context.lineTo(xOf(step, width), yOf(count)));
	context.lineTo(width, height);
	context.fill();
}
