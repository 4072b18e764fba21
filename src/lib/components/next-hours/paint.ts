import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import { chanceAt } from '#core/outlook/chance-along.ts';
import { HOUR_STEPS, shareAt, stepOf } from '#view-models/next-hours/axis.ts';
import type { NextRow } from '#view-models/next-hours/rows.ts';
import type { OverCounts } from '#view-models/next-hours/over-counts.ts';
import type { Moment } from '#view-models/next-hours/when.ts';
import type { Surface } from './canvas.svelte.ts';

/** Below this chance nothing is drawn, in percent: less than the topic tells. */
const LEAST_SHOWN = 3;

/** Returns where a step stands in whole pixels: the edges of two neighbours must not shine through each other. */
function xOf(step: number, width: number): number {
	return Math.round(shareAt(step) * width);
}

function paintHours({ context, width, height, palette }: Surface): void {
	context.fillStyle = palette.line;
	for (let step = HOUR_STEPS; step < HORIZON_STEPS; step += HOUR_STEPS)
		context.fillRect(xOf(step, width), 0, 1, height);
}

/** The line that divides what was from what may be; after all else, so that nothing hides it. */
function paintNow({ context, width, height, palette }: Surface): void {
	context.fillStyle = palette.text;
	context.fillRect(xOf(0, width) - 1, 0, 2, height);
}

/** One server along time: severity is colour, the chance is strength, a line marks its onset, and a bar how long it is over. */
export function paintChance(
	surface: Surface,
	row: NextRow,
	{ at, stepMinutes }: Pick<Moment, 'at' | 'stepMinutes'>
): void {
	const { context, width, height, palette } = surface;
	const fill = (from: number, to: number) => {
		const x = xOf(from, width);
		context.fillRect(x, 0, xOf(to, width) - x, height);
	};
	paintHours(surface);
	for (let step = 0; step < HORIZON_STEPS; step++) {
		const chance = chanceAt(row.told, step);
		if (chance < LEAST_SHOWN) continue;
		// From there on p50 is critical, for as long as it is over any limit.
		const isCritical = step >= (row.told.criticalAt ?? Infinity) && chance >= 50;
		context.globalAlpha = chance / 100;
		context.fillStyle = palette.levels[isCritical ? 'critical' : 'warning'];
		fill(step, step + 1);
	}
	context.globalAlpha = 1;
	if (row.since && at !== undefined) {
		context.fillStyle = palette.levels[row.level];
		fill(stepOf(row.since.at, at, stepMinutes), 0);
	}
	paintNow(surface);
	if (row.onset === 0) return;
	context.fillStyle = palette.text;
	context.fillRect(xOf(row.onset, width) - 1, 0, 2, height);
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
	paintNow(surface);
}

function fillUnder(
	{ context, width, height }: Surface,
	counts: readonly number[],
	most: number
): void {
	const yOf = (count: number) => height - (count / Math.max(1, most)) * height;
	context.beginPath();
	context.moveTo(xOf(0, width), height);
	counts.forEach((count, step) => context.lineTo(shareAt(step) * width, yOf(count)));
	context.lineTo(width, height);
	context.fill();
}
