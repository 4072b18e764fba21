import { describe, expect, test } from 'vitest';
import type { ChartOption } from '#charts/echarts.ts';
import { fanOption } from '#charts/fan.ts';
import type { ChartPalette } from '#charts/palette.svelte.ts';
import { riskLineOption } from '#charts/risk-line.ts';

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
const MEMORY = { name: 'Memory', unit: '%', most: 100 };
const FORECAST = { now: 10, trend: 1, p10: [8, 6], p50: [11, 12], p90: [13, 20] };
const PAST = [
	[-2, 7],
	[-1, 8],
	[0, 10]
] as const;
const option = fanOption(FORECAST, MEMORY, 5, PALETTE, {
	past: PAST,
	thresholds: [
		{ level: 'warning', value: 90 },
		{ level: 'critical', value: 98 }
	]
});

interface Drawn {
	data: [number, number][];
	markLine?: { data: object[] };
}

/** The series of an option as they are, whatever ECharts' types allow besides. */
function series(of: ChartOption): Drawn[] {
	return of.series as unknown as Drawn[];
}

/** What the tooltip says at so many minutes from now. */
function tooltip(minutes: number): string {
	const { formatter } = option.tooltip as { formatter: (hovered: unknown) => string };
	return formatter([{ value: [minutes, 0] }]);
}

test('the forecast begins at now and goes on by the length of a step', () => {
	expect(series(option).at(-1)?.data).toEqual([
		[0, 10],
		[5, 11],
		[10, 12]
	]);
});

test('the forecast of a moment in the past is drawn at the steps that are kept, and at no others', () => {
	const sampled = { now: 1, trend: 0, p10: [1, 1], p50: [2, 3], p90: [4, 4], steps: [6, 96] };
	expect(series(fanOption(sampled, MEMORY, 5, PALETTE)).at(-1)?.data).toEqual([
		[0, 1],
		[30, 2],
		[480, 3]
	]);
});

test('the band is stacked on p10 up to p90', () => {
	const [low, band] = series(option);
	expect(low?.data.map(([, value], index) => value + (band?.data[index]?.[1] ?? NaN))).toEqual([
		10, 13, 20
	]);
});

test('the past is drawn left of now and joined to the forecast', () => {
	const past = series(option)[2];
	expect(past?.data).toEqual([[-3, null], ...PAST]);
	expect(option.xAxis).toMatchObject({ min: -60, max: 10 });
});

test('without a past the axis begins at now', () => {
	expect(fanOption(FORECAST, MEMORY, 5, PALETTE).xAxis).toMatchObject({ min: 0 });
});

test('now and each threshold are lines, in the colours of their levels', () => {
	expect(series(option).at(-1)?.markLine?.data).toMatchObject([
		{ xAxis: 0 },
		{ yAxis: 90, lineStyle: { color: '#c60' } },
		{ yAxis: 98, lineStyle: { color: '#c00' } }
	]);
});

describe('the tooltip', () => {
	const at = new Date(2026, 0, 31, 12, 0, 30).getTime();
	const words = (of: ChartOption, minutes: number) =>
		(of.tooltip as { formatter: (hovered: unknown) => string }).formatter([
			{ value: [minutes, 0] }
		]);

	test('tells the clock time of the datum, behind and ahead', () => {
		const fan = fanOption(FORECAST, MEMORY, 5, PALETTE, { past: PAST, at });
		expect(words(fan, 10)).toMatch(/^in 10 min, at 12:10:30\n/);
		expect(words(fan, -1)).toBe('1 min 00 s ago, at 11:59:30: 8.0%');
		const floors = { critical: 80, warning: 60, degraded: 50 };
		const line = riskLineOption(PAST, 60, floors, PALETTE, at);
		expect(words(line, -1)).toBe('1 min 00 s ago, at 11:59:30: risk 8.0');
	});

	test('is none left of the first value that is known', () => {
		const floors = { critical: 80, warning: 60, degraded: 50 };
		const fan = fanOption(FORECAST, MEMORY, 5, PALETTE, { past: PAST });
		const line = riskLineOption(PAST, 60, floors, PALETTE);
		for (const [option, place] of [
			[fan, 2],
			[line, 0]
		] as const) {
			const [left] = series(option)[place]?.data ?? [];
			expect(left).toEqual([-3, null]);
			expect(words(option, -3)).toBe('');
		}
	});

	test.each([
		[10, 'in 10 min\np50 12.0%\np10–p90 6.0% to 20.0%'],
		[0, 'now 10.0%'],
		[-1, '1 min 00 s ago: 8.0%']
	])('at %d minutes tells what is known there', (minutes, text) => {
		expect(tooltip(minutes)).toBe(text);
	});

	test('of no point is empty', () => {
		const { formatter } = option.tooltip as { formatter: (hovered: unknown) => string };
		expect(formatter([])).toBe('');
	});
});

test('an axis is fitted to what it shows, and to no more than its scale', () => {
	const { min, max } = option.yAxis as { min: number; max: number };
	expect(min).toBeGreaterThanOrEqual(0);
	expect(max).toBeLessThanOrEqual(100);
	const count = fanOption(FORECAST, { name: 'Load', unit: '' }, 5, PALETTE);
	expect(count.yAxis).toHaveProperty('max');
});

test('the line of a server’s risk ends at now, with each level’s floor in its colour', () => {
	const thresholds = { critical: 80, warning: 60, degraded: 50 };
	const line = riskLineOption(PAST, 60, thresholds, PALETTE);
	expect(line.xAxis).toMatchObject({ min: -60, max: 0 });
	expect(series(line)[0]?.data).toEqual([[-3, null], ...PAST]);
	expect(series(line)[0]?.markLine?.data).toMatchObject([
		{ yAxis: 50, lineStyle: { color: '#990' } },
		{ yAxis: 60, lineStyle: { color: '#c60' } },
		{ yAxis: 80, lineStyle: { color: '#c00' } }
	]);
	const { formatter } = line.tooltip as { formatter: (hovered: unknown) => string };
	expect(formatter([{ value: [-1, 8] }])).toBe('1 min 00 s ago: risk 8.0');
	expect(formatter([{ value: [-9, 8] }])).toBe('');
});
