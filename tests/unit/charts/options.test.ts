import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain } from '#charts/base.ts';
import { fanOption } from '#charts/fan.ts';
import type { ChartPalette } from '#charts/palette.svelte.ts';

const PALETTE: ChartPalette = {
	levels: { critical: '#c00', warning: '#c60', degraded: '#990', healthy: '#070' },
	text: '#333',
	quiet: '#555',
	line: '#ddd',
	panel: '#eee',
	forecast: '#05a',
	font: 'sans-serif',
	rem: 16
};
const FORECAST = { now: 10, trend: 1, p10: [8, 6], p50: [11, 12], p90: [13, 20] };

test('a chart stands still and draws its tooltip without inline styles', () => {
	const option = fanOption(FORECAST, { name: 'Memory', unit: '%', most: 100 }, 5, PALETTE);
	expect(option).toMatchObject({ animation: false, tooltip: { renderMode: 'richText' } });
});

test('no text, whatever it holds, is read as a style', () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom('{', 'a', '|', '}', ' ') }), (text) => {
			expect(plain(text)).not.toMatch(/\{\w+\|/);
		})
	);
});
