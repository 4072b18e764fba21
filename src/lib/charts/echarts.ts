import {
	BarChart,
	LineChart,
	PieChart,
	type BarSeriesOption,
	type LineSeriesOption,
	type PieSeriesOption
} from 'echarts/charts';
import {
	GridComponent,
	MarkLineComponent,
	TooltipComponent,
	type GridComponentOption,
	type MarkLineComponentOption,
	type TooltipComponentOption
} from 'echarts/components';
import { init, use, type ComposeOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([
	BarChart,
	LineChart,
	PieChart,
	GridComponent,
	MarkLineComponent,
	TooltipComponent,
	CanvasRenderer
]);

export type ChartOption = ComposeOption<
	| BarSeriesOption
	| LineSeriesOption
	| PieSeriesOption
	| GridComponentOption
	| MarkLineComponentOption
	| TooltipComponentOption
>;

/** A chart on a page. */
export interface Drawing {
	show(option: ChartOption): void;
	resize(): void;
	dispose(): void;
}

/** `onpick` gets the position of the datum that was pressed. */
export function draw(node: HTMLElement, onpick?: (index: number) => void): Drawing {
	const chart = init(node);
	if (onpick) chart.on('click', ({ dataIndex }) => onpick(dataIndex));
	return {
		// Merged into what is there: a series' data are replaced as a whole, so a server that left does not linger.
		show: (option) => chart.setOption(option, { lazyUpdate: true, silent: true }),
		resize: () => chart.resize(),
		dispose: () => chart.dispose()
	};
}
