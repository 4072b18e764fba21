import { shareAt } from '#view-models/next-hours/axis.ts';
import type { Fan, FanPoint } from '#view-models/next-hours/fan.ts';
import type { Surface } from './canvas.svelte.ts';

/**
 * One metric's forecast: p10–p90 as a band, p50 as a line, the limit across, and a dot at the point looked at. Where the band
 * is corrected, thin lines are its bounds as told.
 */
export function paintFan({ context, width, height, palette }: Surface, fan: Fan, at: FanPoint) {
	const xOf = (step: number) => shareAt(step) * width;
	const yOf = (value: number) => height * (1 - (value - fan.low) / (fan.high - fan.low));
	context.globalAlpha = 0.25;
	context.fillStyle = palette.forecast;
	context.beginPath();
	for (const { step, p90 } of fan.points) context.lineTo(xOf(step), yOf(p90));
	for (const { step, p10 } of fan.points.toReversed()) context.lineTo(xOf(step), yOf(p10));
	context.fill();
	context.globalAlpha = 1;
	context.strokeStyle = palette.forecast;
	context.lineWidth = 1;
	for (const bound of ['p10', 'p90'] as const) {
		context.beginPath();
		for (const point of fan.told ?? []) context.lineTo(xOf(point.step), yOf(point[bound]));
		context.stroke();
	}
	context.lineWidth = 2;
	context.beginPath();
	for (const { step, p50 } of fan.points) context.lineTo(xOf(step), yOf(p50));
	context.stroke();
	context.strokeStyle = palette.levels.warning;
	context.lineWidth = 1.5;
	context.setLineDash([6, 4]);
	context.beginPath();
	context.moveTo(0, yOf(fan.limit));
	context.lineTo(width, yOf(fan.limit));
	context.stroke();
	context.setLineDash([]);
	context.fillStyle = palette.text;
	context.fillRect(xOf(0) - 1, 0, 2, height);
	context.globalAlpha = 0.5;
	context.fillRect(xOf(at.step) - 0.5, 0, 1, height);
	context.globalAlpha = 1;
	context.beginPath();
	context.arc(xOf(at.step), yOf(at.p50), 4, 0, 2 * Math.PI);
	context.fill();
}
