import { decimal } from '#core/format.ts';
import type { Environment } from '#core/history/environment.ts';
import { LEVELS } from '#core/levels/levels.ts';
import { horizonMinutes, minutesInWords, soonMinutes } from '#view-models/metrics/horizon.ts';
import { baseOption } from './base.ts';
import type { ChartOption } from './echarts.ts';
import { columnTooltip } from './frame.ts';
import { pastAxes, pastPoints, pointAt, stepInWords } from './past.ts';
import type { ChartPalette } from './palette.svelte.ts';

/**
 * Servers per level stacked, the most urgent at the bottom, where the scale begins; over them the incident risks in percent,
 * solid for the daemon's "30 minutes" and dashed for its "8 hours", by the scale on the right.
 * @param stepMinutes how long a forecast step is said to last
 */
export function environmentTrendOption(
	{ window, points }: Environment,
	stepMinutes: number,
	palette: ChartPalette
): ChartOption {
	const { type, ...axes } = pastAxes(window, palette);
	const { stepMs } = window;
	const line = { type: 'line', symbol: 'none' } as const;
	return {
		...baseOption(palette),
		...axes,
		tooltip: columnTooltip(palette, (time) => {
			const point = pointAt(points, stepMs, time);
			if (!point) return '';
			const percent = (value: number | undefined) =>
				value === undefined ? 'not reported' : `${decimal(value)}%`;
			return [
				stepInWords(point.at, stepMs),
				...LEVELS.map((level) => `${level} ${decimal(point[level])}`),
				`risk ${minutesInWords(soonMinutes(stepMinutes))} ${percent(point.risk30m)}`,
				`risk ${minutesInWords(horizonMinutes(stepMinutes))} ${percent(point.risk8h)}`
			].join('\n');
		}),
		yAxis: [
			{
				type: 'value',
				min: 0,
				minInterval: 1,
				splitNumber: 3,
				axisLabel: type,
				splitLine: { lineStyle: { color: palette.line } }
			},
			{
				type: 'value',
				min: 0,
				max: 100,
				interval: 50,
				axisLabel: { ...type, formatter: '{value}%' },
				splitLine: { show: false }
			}
		],
		series: [
			...LEVELS.map((level) => ({
				...line,
				stack: 'levels',
				lineStyle: { color: palette.levels[level], width: 1 },
				itemStyle: { color: palette.levels[level] },
				areaStyle: { color: palette.levels[level], opacity: level === 'healthy' ? 0.12 : 0.5 },
				data: pastPoints(points, stepMs, (point) => point[level])
			})),
			{
				...line,
				yAxisIndex: 1,
				lineStyle: { color: palette.text, width: 2 },
				itemStyle: { color: palette.text },
				data: pastPoints(points, stepMs, ({ risk30m }) => risk30m)
			},
			{
				...line,
				yAxisIndex: 1,
				lineStyle: { color: palette.forecast, width: 2, type: 'dashed' },
				itemStyle: { color: palette.forecast },
				data: pastPoints(points, stepMs, ({ risk8h }) => risk8h)
			}
		]
	};
}
