import type { MetricLimit } from '#core/metrics/limits.ts';
import { decimal, withUnit } from '#core/format.ts';
import { minutesInWords } from '#view-models/metrics/horizon.ts';
import type { MetricName } from '#view-models/metrics/metric-names.ts';
import { RECENT_MS, type PastPoint } from '#view-models/server-view/recent-past.ts';
import { valueRange } from '#view-models/server-view/value-range.ts';
import { stepAt } from '#view-models/server-view/time-to-threshold.ts';
import type { Forecast } from '#core/topics/states.ts';
import { baseOption } from './base.ts';
import type { ChartOption } from './echarts.ts';
import { columnTooltip, fromFirst, labelType, minuteInWords, minutesFrame } from './frame.ts';
import type { ChartPalette } from './palette.svelte.ts';

type Point = [minutes: number, value: number];

/** What a fan is joined to: the values up to now, and the lines that they should not cross. */
export interface FanSurroundings {
	readonly past?: readonly PastPoint[];
	readonly thresholds?: readonly MetricLimit[];
	/** Now, in ms since 1970: the tooltip tells clock times. */
	readonly at?: number | undefined;
	/** The same forecast as borne out: its band is filled, and that as told is two thin lines. */
	readonly borneOut?: Forecast | undefined;
}

/**
 * One metric from its recent past over now to the end of its forecast: what was, solid; the median, dashed; p10–p90 as a
 * band. The forecast begins at the value of now. Minutes from now across; `stepMinutes` is how long one step is said to be.
 */
export function fanOption(
	forecast: Forecast,
	metric: MetricName,
	stepMinutes: number,
	palette: ChartPalette,
	{ past = [], thresholds = [], borneOut, at }: FanSurroundings = {}
): ChartOption {
	const line = (quantile: readonly number[]) => joined(forecast, quantile, stepMinutes);
	const [low, middle, high] = [line(forecast.p10), line(forecast.p50), line(forecast.p90)];
	const [least, most] = borneOut ? [line(borneOut.p10), line(borneOut.p90)] : [low, high];
	const axis = valueRange(withBoth(forecast, borneOut), past, thresholds, metric.most);
	const last = middle.at(-1)?.[0] ?? 0;
	const band = { type: 'line', silent: true, symbol: 'none', stack: 'band' } as const;
	return {
		...baseOption(palette),
		...minutesFrame(palette, axis.max, axis.min),
		tooltip: columnTooltip(palette, (minutes) => {
			const value = (points: readonly PastPoint[]) => {
				const point = points.find(([at]) => at === minutes);
				return point ? withUnit(decimal(point[1]), metric.unit) : '–';
			};
			const asBorneOut = borneOut ? ` as told\n${value(least)} to ${value(most)} as borne out` : '';
			if (minutes < 0)
				return value(past) === '–' ? '' : `${minuteInWords(minutes, at)}: ${value(past)}`;
			if (minutes === 0) return `now ${value(middle)}`;
			return `${minuteInWords(minutes, at)}\np50 ${value(middle)}\np10–p90 ${value(low)} to ${value(high)}${asBorneOut}`;
		}),
		xAxis: {
			type: 'value',
			min: past.length > 0 ? -RECENT_MS / 60_000 : 0,
			max: last,
			axisLabel: {
				...labelType(palette),
				customValues: [0, 1, 2, 3, 4].map((quarter) => (quarter * last) / 4),
				formatter: (minutes: number) => (minutes === 0 ? 'now' : `+${minutesInWords(minutes)}`)
			},
			axisLine: { show: true, onZero: false, lineStyle: { color: palette.quiet } },
			axisTick: { show: false },
			splitLine: { show: false }
		},
		series: [
			{ ...band, lineStyle: { opacity: 0 }, data: least },
			{
				...band,
				lineStyle: { opacity: 0 },
				areaStyle: { color: palette.forecast, opacity: 0.22 },
				// Stacked on p10, the height of the band is what lies between.
				data: most.map(([minutes, value], index) => [minutes, value - (least[index]?.[1] ?? value)])
			},
			...(borneOut ? [low, high] : []).map((bound) => toldBound(bound, palette)),
			{
				type: 'line',
				silent: true,
				symbol: 'none',
				sampling: 'lttb',
				lineStyle: { color: palette.text, width: 1.75 },
				itemStyle: { color: palette.text },
				data: fromFirst(past).map(([minutes, value]) => [minutes, value])
			},
			{
				type: 'line',
				symbol: 'none',
				lineStyle: { color: palette.forecast, width: 2, type: 'dashed' },
				itemStyle: { color: palette.forecast },
				data: middle,
				markLine: {
					silent: true,
					symbol: 'none',
					label: { show: false },
					data: [
						{ xAxis: 0, lineStyle: { color: palette.quiet, type: 'solid', width: 1 } },
						...thresholds.map(({ level, value }) => ({
							yAxis: value,
							lineStyle: { color: palette.levels[level], type: 'dotted' as const, width: 1.5 }
						}))
					]
				}
			}
		]
	};
}

/** A forecast whose bounds are those as told and as borne out, for the scale. */
function withBoth(told: Forecast, borneOut: Forecast | undefined): Forecast {
	if (!borneOut) return told;
	return { ...told, p10: [...told.p10, ...borneOut.p10], p90: [...told.p90, ...borneOut.p90] };
}

function toldBound(data: Point[], palette: ChartPalette) {
	const lineStyle = { color: palette.forecast, width: 1, opacity: 0.6 };
	return { type: 'line', silent: true, symbol: 'none', lineStyle, data } as const;
}

/** From now through every step that the forecast holds. */
function joined(forecast: Forecast, quantile: readonly number[], stepMinutes: number): Point[] {
	return [
		[0, forecast.now],
		...quantile.map((value, index): Point => [stepAt(forecast, index) * stepMinutes, value])
	];
}
