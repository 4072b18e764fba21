import { LineChart, type LineSeriesOption } from 'echarts/charts';
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

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

export type ChartOption = ComposeOption<
	LineSeriesOption | GridComponentOption | MarkLineComponentOption | TooltipComponentOption
>;

/** A chart on a page. */
export interface Drawing {
	show(option: ChartOption): void;
	resize(): void;
	dispose(): void;
}

/** Makes a chart in an element; the result shows options, resizes and disposes of it. */
export function draw(node: HTMLElement): Drawing {
	const chart = init(node);
	return {
		// Merged into what is there: a series' data are replaced as a whole, so a server that left does not linger.
		show: (option) => chart.setOption(option, { lazyUpdate: true, silent: true }),
		resize: () => chart.resize(),
		dispose: () => chart.dispose()
	};
}
