import { RESOLUTION_MS } from '#core/history/range.ts';
import type { Course } from './evidence.ts';

/** A path on a field of 100 by 100, time from left to right. */
export interface CourseFigure {
	readonly path: string;
	/** X position of the change. */
	readonly changeX: number | undefined;
	/** The upper end of the vertical scale; the lower is 0. */
	readonly to: number;
}

/** @param least the least upper end of the scale; larger values extend it */
export function courseFigure({ points, change }: Course, least: number): CourseFigure {
	const from = points[0]?.at ?? 0;
	const spanMs = Math.max(1, (points.at(-1)?.at ?? 0) - from);
	const to = Math.max(least, ...points.map(({ value }) => value));
	const x = (at: number) => ((at - from) / spanMs) * 100;
	const path = points.map(({ at, value }, index) => {
		const before = points[index - 1]?.at ?? -Infinity;
		const place = `${x(at).toFixed(2)} ${(100 - (value / to) * 100).toFixed(2)}`;
		// No line is drawn over hours without data; an isolated hour is a dot.
		return at - before <= RESOLUTION_MS.hours ? `L${place}` : `M${place}h0`;
	});
	return { path: path.join(''), changeX: change && x(change.at), to };
}
