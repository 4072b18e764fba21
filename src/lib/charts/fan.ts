import { decimal, withUnit } from '#core/format.ts';
import { minutesInWords } from '#core/horizon.ts';
import type { MetricName } from '#core/metric-names.ts';
import type { Forecast } from '#core/topics/states.ts';
import { baseOption } from './base.ts';
import type { ChartOption } from './echarts.ts';
import type { ChartPalette } from './palette.svelte.ts';

type Point = [minutes: number, value: number];

/**
 * One metric's forecast from now over its whole horizon: the median as a line, p10–p90 as a band. All three begin
 * at the value of now. Minutes from now across; `stepMinutes` is how long one step is said to be.
 */
export function fanOption(
	forecast: Forecast,
	metric: MetricName,
	stepMinutes: number,
	palette: ChartPalette
): ChartOption {
	const base = baseOption(palette);
	const low = joined(forecast.now, forecast.p10, stepMinutes);
	const middle = joined(forecast.now, forecast.p50, stepMinutes);
	const high = joined(forecast.now, forecast.p90, stepMinutes);
	const last = middle.at(-1)?.[0] ?? 0;
	const type = { color: palette.quiet, fontSize: palette.rem * 0.75 };
	const band = { type: 'line', silent: true, symbol: 'none', stack: 'band' } as const;
	return {
		...base,
		grid: {
			left: palette.rem * 2.5,
			right: palette.rem * 0.9,
			top: palette.rem * 0.6,
			bottom: palette.rem * 1.5,
			outerBoundsMode: 'none'
		},
		tooltip: {
			...base.tooltip,
			trigger: 'axis',
			axisPointer: { type: 'line', lineStyle: { color: palette.quiet } },
			formatter: (hovered) => {
				const first = Array.isArray(hovered) ? hovered[0] : hovered;
				const index = first?.dataIndex ?? 0;
				const at = middle[index];
				if (!at) return '';
				const value = (points: readonly Point[]) =>
					withUnit(decimal(points[index]?.[1] ?? at[1]), metric.unit);
				return index === 0
					? `now ${value(middle)}`
					: `in ${minutesInWords(at[0])}\np50 ${value(middle)}\np10–p90 ${value(low)} to ${value(high)}`;
			}
		},
		xAxis: {
			type: 'value',
			min: 0,
			max: last,
			interval: last / 4,
			axisLabel: {
				...type,
				formatter: (minutes: number) => (minutes === 0 ? 'now' : `+${minutesInWords(minutes)}`)
			},
			axisLine: { show: true, lineStyle: { color: palette.quiet } },
			axisTick: { show: false },
			splitLine: { show: false }
		},
		yAxis: {
			type: 'value',
			...(metric.most === undefined ? { min: 0 } : { min: 0, max: metric.most }),
			splitNumber: 2,
			axisLabel: type,
			splitLine: { lineStyle: { color: palette.line } }
		},
		series: [
			{ ...band, lineStyle: { opacity: 0 }, data: low },
			{
				...band,
				lineStyle: { opacity: 0 },
				areaStyle: { color: palette.forecast, opacity: 0.22 },
				// Stacked on p10, the height of the band is what lies between.
				data: high.map(([minutes, value], index) => [minutes, value - (low[index]?.[1] ?? value)])
			},
			{
				type: 'line',
				symbol: 'none',
				lineStyle: { color: palette.forecast, width: 2, type: 'dashed' },
				itemStyle: { color: palette.forecast },
				data: middle
			}
		]
	};
}

function joined(now: number, quantile: readonly number[], stepMinutes: number): Point[] {
	return [now, ...quantile].map((value, step) => [step * stepMinutes, value]);
}
