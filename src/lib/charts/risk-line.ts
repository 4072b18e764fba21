import { decimal } from '#core/format.ts';
import { minutesInWords } from '#view-models/metrics/horizon.ts';
import type { LevelThresholds } from '#core/levels/levels.ts';
import type { PastPoint } from '#view-models/server-view/recent-past.ts';
import { baseOption } from './base.ts';
import type { ChartOption } from './echarts.ts';
import { columnTooltip, fromFirst, labelType, minuteInWords, minutesFrame } from './frame.ts';
import type { ChartPalette } from './palette.svelte.ts';

/** One server's risk, 0–100, over the last `spanMinutes` up to now, with a line at each level's floor. `at` is now, in ms since 1970. */
export function riskLineOption(
	past: readonly PastPoint[],
	spanMinutes: number,
	thresholds: LevelThresholds,
	palette: ChartPalette,
	at?: number
): ChartOption {
	return {
		...baseOption(palette),
		...minutesFrame(palette, 100),
		tooltip: columnTooltip(palette, (minutes) => {
			const point = past.find(([at]) => at === minutes);
			if (!point) return '';
			return `${minuteInWords(minutes, at)}: risk ${decimal(point[1])}`;
		}),
		xAxis: {
			type: 'value',
			min: -spanMinutes,
			max: 0,
			interval: spanMinutes / 4,
			axisLabel: {
				...labelType(palette),
				hideOverlap: true,
				formatter: (minutes: number) => (minutes === 0 ? 'now' : `−${minutesInWords(-minutes)}`)
			},
			axisLine: { show: true, lineStyle: { color: palette.quiet } },
			axisTick: { show: false },
			splitLine: { show: false }
		},
		series: [
			{
				type: 'line',
				symbol: past.length === 1 ? 'circle' : 'none',
				lineStyle: { color: palette.text, width: 2 },
				itemStyle: { color: palette.text },
				data: fromFirst(past).map(([minutes, value]) => [minutes, value]),
				markLine: {
					silent: true,
					symbol: 'none',
					label: { show: false },
					data: (['degraded', 'warning', 'critical'] as const).map((level) => ({
						yAxis: thresholds[level],
						lineStyle: { color: palette.levels[level], type: 'dotted' as const, width: 1.5 }
					}))
				}
			}
		]
	};
}
