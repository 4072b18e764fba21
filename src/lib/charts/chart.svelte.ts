import type { Attachment } from 'svelte/attachments';
import type { ChartOption, Drawing } from './echarts.ts';
import { painted } from './painted.ts';
import { currentPalette, type ChartPalette } from './palette.svelte.ts';

/**
 * Draws `option` into an element of fixed size, and again whenever what it reads changes. ECharts is loaded
 * apart, after the page stands; `data-drawn` on the element says that the chart is there.
 */
export function chart(option: (palette: ChartPalette) => ChartOption): Attachment<HTMLElement> {
	return (node) => {
		let drawing = $state.raw<Drawing>();
		let gone = false;

		const load = async () => {
			// A view's words and numbers come first: charts are no part of what one waits for.
			await painted();
			const { draw } = await import('./echarts.ts');
			if (!gone) drawing = draw(node);
		};
		void load();
		const resizes = new ResizeObserver(() => drawing?.resize());
		resizes.observe(node);

		$effect(() => {
			if (!drawing) return;
			drawing.show(option(currentPalette()));
			node.dataset.drawn = '';
		});
		return () => {
			gone = true;
			resizes.disconnect();
			drawing?.dispose();
		};
	};
}
