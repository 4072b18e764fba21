import type { ChartOption } from './echarts.ts';
import type { ChartPalette } from './palette.svelte.ts';

/**
 * What all charts share. Still, because what moves each tick is noise; tooltips drawn on the canvas, because
 * HTML ones bring inline styles, which the policy forbids.
 */
export function baseOption(palette: ChartPalette): ChartOption {
	return {
		animation: false,
		textStyle: { fontFamily: palette.font, fontSize: palette.rem * 0.8125, color: palette.text },
		tooltip: {
			renderMode: 'richText',
			confine: true,
			transitionDuration: 0,
			backgroundColor: palette.panel,
			borderColor: palette.quiet,
			borderWidth: 1,
			padding: [palette.rem * 0.4, palette.rem * 0.6],
			textStyle: {
				color: palette.text,
				fontFamily: palette.font,
				fontSize: palette.rem * 0.8125
			}
		}
	};
}

/** ECharts reads `{style|text}` in what it draws; a server may bear such a name. */
export function plain(text: string): string {
	return text.replaceAll('{', '{\u200b');
}
