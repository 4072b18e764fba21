import type { PastForecast } from '#core/accuracy/answer.ts';

/** Paths on a field of 100 by 100, time from left to right, with their description. */
export interface PastFigure {
	readonly band: string;
	readonly median: string;
	readonly truth: string;
	/** The ends of the vertical scale. */
	readonly from: number;
	readonly to: number;
	readonly truths: number;
	readonly inside: number;
}

type Point = PastForecast['points'][number];

/** Undefined without a forecast that has an actual value. `most`: the end of the metric's own scale, where it has one. */
export function pastFigure(
	{ points }: PastForecast,
	most: number | undefined
): PastFigure | undefined {
	const [first] = points;
	const last = points.at(-1);
	if (!first || !last) return undefined;
	const values = points.flatMap(({ p10, p90, truth }) => [
		p10,
		p90,
		...(truth === undefined ? [] : [truth])
	]);
	const from = most === undefined ? Math.min(...values) : 0;
	const to = most ?? Math.max(...values);
	const x = ({ at }: Point) => ((at - first.at) / Math.max(1, last.at - first.at)) * 100;
	const y = (value: number) => 100 - ((value - from) / Math.max(to - from, Number.EPSILON)) * 100;
	const line = (some: readonly Point[], valueOf: (point: Point) => number) =>
		some
			.map((point, index) => `${index ? 'L' : 'M'}${at(x(point))} ${at(y(valueOf(point)))}`)
			.join('');
	const known = points.filter((point) => point.truth !== undefined);
	const back = [...points].reverse();
	return {
		band: `${line(points, ({ p90 }) => p90)}${line(back, ({ p10 }) => p10).replace('M', 'L')}Z`,
		median: line(points, ({ p50 }) => p50),
		truth: line(known, ({ truth = 0 }) => truth),
		from,
		to,
		truths: known.length,
		inside: known.filter(({ p10, p90, truth = NaN }) => truth >= p10 && truth <= p90).length
	};
}

function at(place: number): string {
	return place.toFixed(2);
}
