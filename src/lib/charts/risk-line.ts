import { decimal, elapsed } from '#core/format.ts';
import { minutesInWords } from '#core/metrics/horizon.ts';
import type { LevelFloors } from '#core/levels/levels.ts';
import type { PastPoint } from '#core/server-view/recent-past.ts';
import { baseOption } from './base.ts';
import type { ChartOption } from './echarts.ts';
import type { ChartPalette } from './palette.svelte.ts';

const MINUTE_MS = 60_000;

/** One server's risk, 0–100, over the last `spanMinutes` up to now, with a line at each level's floor. */
export function riskLineOption(
	past: readonly PastPoint[],
	spanMinutes: number,
	floors: LevelFloors,
	palette: ChartPalette
): ChartOption {
	const base = baseOption(palette);
	const type = { color: palette.quiet, fontSize: palette.rem * 0.75 };
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
				const point = past[first?.dataIndex ?? -1];
				if (!point) return '';
				const when = point[0] === 0 ? 'now' : `${elapsed(-point[0] * MINUTE_MS)} ago`;
				return `${when}: risk ${decimal(point[1])}`;
			}
		},
		xAxis: {
			type: 'value',
			min: -spanMinutes,
			max: 0,
			interval: spanMinutes / 4,
			axisLabel: {
				...type,
				hideOverlap: true,
				formatter: (minutes: number) => (minutes === 0 ? 'now' : `−${minutesInWords(-minutes)}`)
			},
			axisLine: { show: true, lineStyle: { color: palette.quiet } },
			axisTick: { show: false },
			splitLine: { show: false }
		},
		yAxis: {
			type: 'value',
			min: 0,
			max: 100,
			splitNumber: 2,
			axisLabel: type,
			axisLine: { show: false },
			axisTick: { show: false },
			splitLine: { lineStyle: { color: palette.line } }
		},
		series: [
			{
				type: 'line',
				symbol: past.length === 1 ? 'circle' : 'none',
				lineStyle: { color: palette.text, width: 2 },
				itemStyle: { color: palette.text },
				data: past.map(([minutes, value]) => [minutes, value]),
				markLine: {
					silent: true,
					symbol: 'none',
					label: { show: false },
					data: (['degraded', 'warning', 'critical'] as const).map((level) => ({
						yAxis: floors[level],
						lineStyle: { color: palette.levels[level], type: 'dotted' as const, width: 1.5 }
					}))
				}
			}
		]
	};
}
