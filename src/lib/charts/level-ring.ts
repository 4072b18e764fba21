import { counted, sharePercent } from '#core/format.ts';
import { LEVELS, type Level } from '#core/levels.ts';
import { baseOption } from './base.ts';
import type { ChartOption } from './echarts.ts';
import type { ChartPalette } from './palette.svelte.ts';

/** Servers per level as a ring, the urgent ones first and clockwise from the top. */
export function levelRingOption(
	counts: Readonly<Record<Level, number>>,
	palette: ChartPalette
): ChartOption {
	const base = baseOption(palette);
	const total = LEVELS.reduce((sum, level) => sum + counts[level], 0);
	const present = LEVELS.filter((level) => counts[level] > 0);
	return {
		...base,
		tooltip: {
			...base.tooltip,
			trigger: 'item',
			formatter: (hovered) => {
				const level = present[Array.isArray(hovered) ? -1 : hovered.dataIndex];
				if (!level) return '';
				return `${level}: ${counted(counts[level], 'server')}, ${sharePercent(counts[level], total)}`;
			}
		},
		series: [
			{
				type: 'pie',
				radius: ['68%', '96%'],
				startAngle: 90,
				label: { show: false },
				labelLine: { show: false },
				emphasis: { scale: false },
				// One server of a thousand is still to be seen.
				minAngle: 4,
				data: present.map((level) => ({
					name: level,
					value: counts[level],
					itemStyle: {
						color: palette.levels[level],
						borderColor: palette.panel,
						borderWidth: present.length > 1 ? 2 : 0
					}
				}))
			}
		]
	};
}
