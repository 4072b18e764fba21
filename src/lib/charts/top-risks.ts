import { decimal } from '#core/format.ts';
import type { LevelFloors } from '#core/levels.ts';
import type { Ranked } from '#core/ranking.ts';
import { shownName } from '#core/server-search.ts';
import { baseOption, plain } from './base.ts';
import type { ChartOption } from './echarts.ts';
import type { ChartPalette } from './palette.svelte.ts';

/**
 * Bars of risk, 0–100, one in each of `places` rows of equal height, to stand beside names in rows of the same
 * height; the floors of the levels as lines through them.
 */
export function topRisksOption(
	rows: readonly Ranked[],
	places: number,
	floors: LevelFloors,
	palette: ChartPalette
): ChartOption {
	const base = baseOption(palette);
	return {
		...base,
		grid: { left: 0, right: 0, top: 0, bottom: 0, outerBoundsMode: 'none' },
		tooltip: {
			...base.tooltip,
			trigger: 'item',
			formatter: (hovered) => {
				const row = rows[Array.isArray(hovered) ? -1 : hovered.dataIndex];
				if (!row) return '';
				return plain(
					`${shownName(row.server)}\n${row.profile}\nrisk ${decimal(row.score)}, ${row.level}`
				);
			}
		},
		xAxis: { type: 'value', min: 0, max: 100, show: false },
		yAxis: {
			type: 'category',
			inverse: true,
			show: false,
			data: Array.from({ length: places }, (_, place) => place)
		},
		series: [
			{
				type: 'bar',
				cursor: 'pointer',
				barWidth: '52%',
				showBackground: true,
				backgroundStyle: { color: 'transparent' },
				data: rows.map(({ score, level }) => ({
					value: score,
					itemStyle: { color: palette.levels[level], borderRadius: [0, 2, 2, 0] }
				})),
				markLine: {
					silent: true,
					symbol: 'none',
					label: { show: false },
					lineStyle: { color: palette.quiet, type: 'dashed', width: 1, opacity: 0.6 },
					data: [floors.degraded, floors.warning, floors.critical].map((floor) => ({
						xAxis: floor
					}))
				}
			}
		]
	};
}
