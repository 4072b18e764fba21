import { decimal, withUnit } from '#core/format.ts';
import type { Series, SeriesPoint, SeriesQuantity } from '#core/history/series.ts';
import type { LevelThresholds } from '#core/levels/levels.ts';
import { baseOption } from './base.ts';
import type { ChartOption } from './echarts.ts';
import { columnTooltip } from './frame.ts';
import { pastAxes, pastPoints, pointAt, stepInWords } from './past.ts';
import type { ChartPalette } from './palette.svelte.ts';

/** One quantity of one server: its mean as a line, least to most as a band; for risk the thresholds of the levels. */
export function serverSeriesOption(
	{ window, points }: Series,
	quantity: SeriesQuantity,
	{ unit, thresholds }: { readonly unit: string; readonly thresholds: LevelThresholds },
	palette: ChartPalette
): ChartOption {
	const { type, ...axes } = pastAxes(window, palette);
	const { stepMs } = window;
	const part = (place: 0 | 1 | 2) => (point: SeriesPoint) => point[quantity]?.[place];
	const band = { type: 'line', silent: true, symbol: 'none', stack: 'band' } as const;
	const percent = quantity === 'risk' || unit === '%';
	return {
		...baseOption(palette),
		...axes,
		tooltip: columnTooltip(palette, (time) => {
			const point = pointAt(points, stepMs, time);
			const aggregate = point?.[quantity];
			if (!point || !aggregate) return '';
			const [mean, least, most] = aggregate.map((value) => withUnit(decimal(value), unit));
			return `${stepInWords(point.at, stepMs)}\nmean ${mean}\n${least} to ${most}`;
		}),
		yAxis: {
			type: 'value',
			min: 0,
			...(percent && { max: 100 }),
			splitNumber: 2,
			axisLabel: type,
			splitLine: { lineStyle: { color: palette.line } }
		},
		series: [
			{ ...band, lineStyle: { opacity: 0 }, data: pastPoints(points, stepMs, part(1)) },
			{
				...band,
				lineStyle: { opacity: 0 },
				areaStyle: { color: palette.forecast, opacity: 0.22 },
				// Stacked on the least, the height of the band is what lies between.
				data: pastPoints(points, stepMs, (point) => {
					const aggregate = point[quantity];
					return aggregate && aggregate[2] - aggregate[1];
				})
			},
			{
				type: 'line',
				symbol: 'none',
				lineStyle: { color: palette.forecast, width: 2 },
				itemStyle: { color: palette.forecast },
				data: pastPoints(points, stepMs, part(0)),
				markLine: {
					silent: true,
					symbol: 'none',
					label: { show: false },
					lineStyle: { color: palette.quiet, type: 'dashed', width: 1, opacity: 0.6 },
					data:
						quantity === 'risk'
							? [thresholds.degraded, thresholds.warning, thresholds.critical].map((floor) => ({
									yAxis: floor
								}))
							: []
				}
			}
		]
	};
}
