import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import { chanceAt } from '#core/outlook/chance-along.ts';
import { HOUR_STEPS, shareAt, stepOf } from '#view-models/next-hours/axis.ts';
import type { NextRow } from '#view-models/next-hours/rows.ts';
import type { OverCounts } from '#view-models/next-hours/over-counts.ts';
import type { CountAt, Interval, WhatCame } from '#view-models/next-hours/what-came.ts';
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

/** The moment looked at: a thin line that goes on from the strip's. */
function paintAhead({ context, width, height, palette }: Surface, ahead: number): void {
	if (ahead === 0) return;
	context.globalAlpha = 0.7;
	context.fillStyle = palette.text;
	context.fillRect(xOf(ahead, width), 0, 1, height);
	context.globalAlpha = 1;
}

/** What of a row is drawn beside its chance. */
export interface RowFacts extends Pick<Moment, 'at' | 'stepMinutes'> {
	/** When it really was over its limit. */
	readonly over: readonly Interval[];
	/** The step that is looked at; 0 is now. */
	readonly ahead: number;
}

/** One server along time: severity is colour, the chance is strength, a line marks its onset, and bars when it was over. */
export function paintChance(surface: Surface, row: NextRow, facts: RowFacts): void {
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
	context.fillStyle = palette.levels.warning;
	for (const { from, to } of facts.over) if (from < 0) fill(from, Math.min(to, 0));
	if (row.since && facts.at !== undefined) {
		context.fillStyle = palette.levels[row.level];
		fill(stepOf(row.since.at, facts.at, facts.stepMinutes), 0);
	}
	outlineWhatCame(surface, facts.over);
	paintNow(surface);
	paintAhead(surface, facts.ahead);
	if (row.onset === 0) return;
	context.fillStyle = palette.text;
	context.fillRect(xOf(row.onset, width) - 1, 0, 2, height);
}

/** In a replay, what came stands over what was forecast, and does not hide it. */
function outlineWhatCame(
	{ context, width, height, palette }: Surface,
	over: readonly Interval[]
): void {
	context.strokeStyle = palette.text;
	context.lineWidth = 1.5;
	for (const { from, to } of over) {
		if (to <= 0) continue;
		const x = xOf(Math.max(from, 0), width);
		context.strokeRect(x + 0.75, 0.75, xOf(to, width) - x - 1.5, height - 1.5);
	}
}

/**
 * Servers over a limit along time, on a scale of `most` servers: what was, then what is likely (p50) before what is
 * possible (p90), and in a replay a line for what came.
 */
export function paintOver(
	surface: Surface,
	{ likely, possible }: OverCounts,
	most: number,
	{ came = [], ahead = 0 }: { came?: WhatCame['counts']; ahead?: number } = {}
): void {
	const { context, palette } = surface;
	const forecast = (counts: readonly number[]) => counts.map((count, step) => ({ step, count }));
	paintHours(surface);
	context.globalAlpha = 0.3;
	context.fillStyle = palette.forecast;
	fillUnder(surface, forecast(possible), most);
	context.globalAlpha = 0.9;
	context.fillStyle = palette.levels.warning;
	fillUnder(surface, forecast(likely), most);
	for (const stretch of came)
		fillUnder(
			surface,
			stretch.filter(({ step }) => step <= 0),
			most
		);
	context.globalAlpha = 1;
	for (const stretch of came)
		line(
			surface,
			stretch.filter(({ step }) => step >= 0),
			most
		);
	paintNow(surface);
	paintAhead(surface, ahead);
}

function fillUnder(surface: Surface, counts: readonly CountAt[], most: number): void {
	const [first, last] = [counts[0], counts.at(-1)];
	if (!first || !last) return;
	const { context, width, height } = surface;
	context.beginPath();
	context.moveTo(shareAt(first.step) * width, height);
	for (const { step, count } of counts)
		context.lineTo(shareAt(step) * width, yOf(count, most, height));
	context.lineTo(shareAt(last.step) * width, height);
	context.fill();
}

function line(
	{ context, width, height, palette }: Surface,
	counts: readonly CountAt[],
	most: number
) {
	context.strokeStyle = palette.text;
	context.lineWidth = 2;
	context.beginPath();
	for (const { step, count } of counts)
		context.lineTo(shareAt(step) * width, yOf(count, most, height));
	context.stroke();
}

function yOf(count: number, most: number, height: number): number {
	return height - (count / Math.max(1, most)) * height;
}
