import { clockTime, elapsed } from '#core/format.ts';
import { minutesInWords } from '#view-models/metrics/horizon.ts';
import type { PastPoint } from '#view-models/server-view/recent-past.ts';
import { baseOption } from './base.ts';
import type { ChartOption } from './echarts.ts';
import type { ChartPalette } from './palette.svelte.ts';

const MINUTE_MS = 60_000;
/** A pointer within half of this of a value is near it. */
const NEAR_MINUTES = 1;

/** The letters of axis labels. */
export function labelType(palette: ChartPalette): { color: string; fontSize: number } {
	return { color: palette.quiet, fontSize: palette.rem * 0.75 };
}

/** A tooltip for the whole column under the pointer. `words`: what it says at a place on the x axis; empty shows none. */
export function columnTooltip(
	palette: ChartPalette,
	words: (x: number) => string
): NonNullable<ChartOption['tooltip']> {
	return {
		...baseOption(palette).tooltip,
		trigger: 'axis',
		axisPointer: { type: 'line', lineStyle: { color: palette.quiet } },
		formatter: (hovered) => {
			const first = Array.isArray(hovered) ? hovered[0] : hovered;
			const x: unknown = Array.isArray(first?.value) ? first.value[0] : undefined;
			return typeof x === 'number' ? words(x) : '';
		}
	};
}

/** When a minute from now is: `1 min 00 s ago, at 11:59:30`, `now`, `in 10 min, at 12:10:00`; `at` is now, in ms since 1970. */
export function minuteInWords(minutes: number, at: number | undefined): string {
	if (minutes === 0) return 'now';
	const words =
		minutes < 0 ? `${elapsed(-minutes * MINUTE_MS)} ago` : `in ${minutesInWords(minutes)}`;
	return at === undefined ? words : `${words}, at ${clockTime(at + minutes * MINUTE_MS, 'viewer')}`;
}

/** Values of the past, and nothing left of them: there ECharts would hover the first one, however far it is. */
export function fromFirst(
	past: readonly PastPoint[]
): (readonly [minutes: number, value: number | null])[] {
	const [first] = past;
	return first ? [[first[0] - NEAR_MINUTES, null], ...past] : [];
}

/** The room around a chart of one server's minutes, and its value axis from `least`, to `most` where the scale has an end. */
export function minutesFrame(
	palette: ChartPalette,
	most: number | undefined,
	least = 0
): Pick<ChartOption, 'grid' | 'yAxis'> {
	return {
		grid: {
			left: palette.rem * 2.5,
			right: palette.rem * 0.9,
			top: palette.rem * 0.6,
			bottom: palette.rem * 1.5,
			outerBoundsMode: 'none'
		},
		yAxis: {
			type: 'value',
			min: least,
			...(most === undefined ? {} : { max: most }),
			splitNumber: 2,
			axisLabel: labelType(palette),
			axisLine: { show: false },
			axisTick: { show: false },
			splitLine: { lineStyle: { color: palette.line } }
		}
	};
}
