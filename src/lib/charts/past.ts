import { clockTime, dateAndTime } from '#core/format.ts';
import type { ChartOption } from './echarts.ts';
import { labelType } from './frame.ts';
import type { ChartPalette } from './palette.svelte.ts';

/** A value in time; null where nothing was kept, so that no line is drawn across. Times in ms since 1970. */
export type PastPoint = [at: number, value: number | null];

/**
 * One value of each point, in the middle of its step, with a break wherever steps are missing. A step without neighbours
 * is as long as it was, since a line needs two ends. A break is as wide as the gap: what is nearest to a pointer within it is nothing.
 */
export function pastPoints<Point extends { readonly at: number }>(
	points: readonly Point[],
	stepMs: number,
	valueOf: (point: Point) => number | undefined
): PastPoint[] {
	const isApart = (one: Point | undefined, other: Point | undefined) =>
		!one || !other || other.at - one.at > stepMs * 1.5;
	return points.flatMap((point, index): PastPoint[] => {
		const value = valueOf(point) ?? null;
		const [before, next] = [points[index - 1], points[index + 1]];
		const [beginsHere, endsHere] = [isApart(before, point), isApart(point, next)];
		const drawn: PastPoint[] =
			beginsHere && endsHere
				? [
						[point.at, value],
						[point.at + stepMs - 1, value]
					]
				: [[point.at + stepMs / 2, value]];
		const isWide = !before || point.at - before.at > stepMs * 2;
		const left: PastPoint[] = beginsHere && isWide ? [[point.at - stepMs / 2, null]] : [];
		const right: PastPoint[] = endsHere ? [[point.at + stepMs * 1.5, null]] : [];
		return [...left, ...drawn, ...right];
	});
}

/** When a point is of: `2026-01-31 12:00:00 to 12:30:00`, in the viewer's zone. */
export function stepInWords(at: number, stepMs: number): string {
	return `${dateAndTime(at, 'viewer')} to ${clockTime(at + stepMs, 'viewer')}`;
}

/** The point in whose step a time lies. */
export function pointAt<Point extends { readonly at: number }>(
	points: readonly Point[],
	stepMs: number,
	time: number
): Point | undefined {
	return points.find(({ at }) => time >= at && time < at + stepMs);
}

/** Axes of a chart over a window of the past: clock times of the viewer's zone across. */
export function pastAxes(
	window: { readonly from: number; readonly to: number },
	palette: ChartPalette
): Pick<ChartOption, 'xAxis' | 'grid'> & { readonly type: { color: string; fontSize: number } } {
	const type = labelType(palette);
	return {
		type,
		grid: {
			left: palette.rem * 2.6,
			right: palette.rem * 2.6,
			top: palette.rem * 0.9,
			bottom: palette.rem * 1.6,
			outerBoundsMode: 'none'
		},
		xAxis: {
			type: 'time',
			min: window.from,
			max: window.to,
			axisLabel: { ...type, hideOverlap: true },
			axisLine: { show: true, lineStyle: { color: palette.quiet } },
			axisTick: { show: false },
			splitLine: { show: false }
		}
	};
}
