import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '#charts/base.ts';
import type { ChartOption } from '#charts/echarts.ts';
import { fanOption } from '#charts/fan.ts';
import { levelRingOption } from '#charts/level-ring.ts';
import type { ChartPalette } from '#charts/palette.svelte.ts';
import { topRisksOption } from '#charts/top-risks.ts';
import { LEVELS } from '#core/levels.ts';
import type { Ranked } from '#core/ranking.ts';

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
const FLOORS = { critical: 80, warning: 60, degraded: 50 };
const ROWS: readonly Ranked[] = [
	{ server: 'ppdb001', score: 91.5, level: 'critical', profile: 'Database' },
	{ server: '{a|b}', score: 12, level: 'healthy', profile: 'Generic' }
];
const FORECAST = { now: 10, trend: 1, p10: [8, 6], p50: [11, 12], p90: [13, 20] };

interface Drawn {
	data: unknown[];
	[key: string]: unknown;
}

/** The series of an option as they are, whatever ECharts' types allow besides. */
function series(option: ChartOption): Drawn[] {
	return option.series as unknown as Drawn[];
}

/** What a tooltip says of a datum. */
function tooltip(option: ChartOption, hovered: unknown): string {
	const { formatter } = option.tooltip as { formatter: (hovered: unknown) => string };
	return formatter(hovered);
}

describe.each([
	['top risks', topRisksOption(ROWS, 15, FLOORS, PALETTE)],
	['level ring', levelRingOption({ critical: 1, warning: 0, degraded: 0, healthy: 9 }, PALETTE)],
	['fan', fanOption(FORECAST, { name: 'Memory', unit: '%', most: 100 }, 5, PALETTE)]
])('%s', (_, option) => {
	test('stands still and draws its tooltip without inline styles', () => {
		expect(option).toMatchObject({ animation: false, tooltip: { renderMode: 'richText' } });
	});
});

describe('top risks', () => {
	test('has one row for each place, so that bars stand beside their names', () => {
		const { yAxis } = topRisksOption(ROWS, 15, FLOORS, PALETTE);
		expect((yAxis as { data: unknown[] }).data).toHaveLength(15);
	});

	test('draws each bar in the colour of its level, and a line at each floor', () => {
		const [bars] = series(topRisksOption(ROWS, 15, FLOORS, PALETTE));
		expect(bars?.data).toMatchObject([
			{ value: 91.5, itemStyle: { color: '#c00' } },
			{ value: 12, itemStyle: { color: '#070' } }
		]);
		expect(bars).toMatchObject({
			markLine: { data: [{ xAxis: 50 }, { xAxis: 60 }, { xAxis: 80 }] }
		});
	});

	test('names the server, its level and its risk, and takes no name for a style', () => {
		const option = topRisksOption(ROWS, 15, FLOORS, PALETTE);
		expect(tooltip(option, { dataIndex: 0 })).toBe('ppdb001\nDatabase\nrisk 91.5, critical');
		expect(tooltip(option, { dataIndex: 1 })).not.toMatch(/\{\w+\|/);
		expect(tooltip(option, { dataIndex: 9 })).toBe('');
	});

	test('no text, whatever it holds, is read as a style', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom('{', 'a', '|', '}', ' ') }), (text) => {
				expect(plain(text)).not.toMatch(/\{\w+\|/);
			})
		);
	});
});

describe('level ring', () => {
	test('has a part for each level that has servers, in order of urgency', () => {
		const [ring] = series(
			levelRingOption({ critical: 2, warning: 0, degraded: 1, healthy: 7 }, PALETTE)
		);
		expect(ring?.data).toMatchObject([
			{ name: 'critical', value: 2, itemStyle: { color: '#c00' } },
			{ name: 'degraded', value: 1 },
			{ name: 'healthy', value: 7 }
		]);
	});

	test('tells count and share', () => {
		const option = levelRingOption({ critical: 1, warning: 0, degraded: 0, healthy: 3 }, PALETTE);
		expect(tooltip(option, { dataIndex: 0 })).toBe('critical: 1 server, 25%');
	});

	test('its parts are all the servers there are', () => {
		const counts = fc.record(
			Object.fromEntries(LEVELS.map((level) => [level, fc.nat(1000)])) as Record<
				(typeof LEVELS)[number],
				fc.Arbitrary<number>
			>
		);
		fc.assert(
			fc.property(counts, (each) => {
				const [ring] = series(levelRingOption(each, PALETTE));
				const drawn = (ring?.data as { value: number }[]).reduce(
					(sum, { value }) => sum + value,
					0
				);
				expect(drawn).toBe(LEVELS.reduce((sum, level) => sum + each[level], 0));
			})
		);
	});
});
