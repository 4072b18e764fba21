import { expect, test } from 'vitest';
import { environmentTrendOption } from '#charts/environment-trend.ts';
import { pastPoints } from '#charts/past.ts';
import { clockTime, dateAndTime } from '#core/format.ts';
import type { ChartPalette } from '#charts/palette.svelte.ts';
import { serverSeriesOption } from '#charts/server-series.ts';
import type { EnvironmentPoint } from '#core/history/environment.ts';

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
const WINDOW = { from: 0, to: 240, stepMs: 60 };
const point = (at: number, critical: number): EnvironmentPoint => ({
	at,
	ticks: 12,
	critical,
	warning: 0,
	degraded: 0,
	healthy: 9
});

test('a line breaks where nothing was kept, and stands in the middle of each step', () => {
	const points = [0, 60, 180, 240].map((at) => ({ at, value: at }));
	expect(pastPoints(points, 60, ({ value }) => value)).toEqual([
		[-30, null],
		[30, 0],
		[90, 60],
		[150, null],
		[210, 180],
		[270, 240],
		[330, null]
	]);
});

test('a step that stands alone is drawn from its beginning to its end', () => {
	const drawn = (...times: number[]) =>
		pastPoints(
			times.map((at) => ({ at })),
			60,
			({ at }) => at
		);
	expect(drawn(120)).toEqual([
		[90, null],
		[120, 120],
		[179, 120],
		[210, null]
	]);
	expect(drawn(0, 240, 300)).toEqual([
		[-30, null],
		[0, 0],
		[59, 0],
		[90, null],
		[210, null],
		[270, 240],
		[330, 300],
		[390, null]
	]);
});

test('the environment stacks the levels, most urgent at the bottom, under the two risks, named by how far ahead they look', () => {
	const option = environmentTrendOption({ window: WINDOW, points: [point(0, 1)] }, 10, PALETTE);
	const series = option.series as unknown as { stack?: string; data: unknown }[];
	expect(series.map(({ stack }) => stack)).toEqual([
		...Array.from({ length: 4 }, () => 'levels'),
		undefined,
		undefined
	]);
	expect(series[0]?.data).toEqual([
		[-30, null],
		[0, 1],
		[59, 1],
		[90, null]
	]);
	// The daemon sent no risk: no line at nought.
	expect(series[4]?.data).toEqual([-30, 0, 59, 90].map((at) => [at, null]));
	const { formatter } = option.tooltip as unknown as { formatter: (hovered: unknown) => string };
	expect(formatter([{ value: [30, 1] }])).toContain('critical 1.0');
	expect(formatter([{ value: [30, 1] }])).toContain('risk 1 h not reported');
	expect(formatter([{ value: [30, 1] }])).toContain('risk 16 h not reported');
	expect(formatter([])).toBe('');
});

test('a tooltip is of the datum’s step, and there is none where no datum is near', () => {
	const hours = { from: 0, to: 36_000_000, stepMs: 3_600_000 };
	const points = [0, 18_000_000].map((at) => ({ ...point(at, 1) }));
	const option = environmentTrendOption({ window: hours, points }, 5, PALETTE);
	const { formatter } = option.tooltip as unknown as { formatter: (hovered: unknown) => string };
	const stamp = (at: number) => dateAndTime(at, 'viewer');
	expect(formatter([{ value: [1_800_000, 1] }])).toContain(
		`${stamp(0)} to ${clockTime(3_600_000, 'viewer')}`
	);
	const [critical] = option.series as unknown as { data: [number, number | null][] }[];
	/** What ECharts hovers: the nearest place on the axis, whatever its value. */
	const nearest = (time: number) =>
		critical?.data.reduce((best, each) =>
			Math.abs(each[0] - time) < Math.abs(best[0] - time) ? each : best
		);
	for (const time of [7_200_000, 10_800_000, 14_400_000, 30_000_000]) {
		expect(nearest(time)?.[1]).toBeNull();
		expect(formatter([{ value: nearest(time) }])).toBe('');
	}
});

test('a server’s band lies between least and most, and the thresholds of the levels are drawn for risk alone', () => {
	const series = {
		window: WINDOW,
		server: 'a',
		points: [0, 60]
			.map((at) => ({ at, risk: [50, 40, 70, 60], cpu: [5, 5, 5, 5] }))
			.map((each) => ({
				at: each.at,
				risk: [...each.risk] as [number, number, number, number],
				cpu: [...each.cpu] as [number, number, number, number]
			}))
	};
	const drawn = (quantity: 'risk' | 'cpu') =>
		serverSeriesOption(series, quantity, { unit: '', thresholds: FLOORS }, PALETTE)
			.series as unknown as { data: unknown; markLine?: { data: unknown[] } }[];
	expect(drawn('risk').map(({ data }) => data)).toEqual(
		[40, 30, 50].map((value) => [
			[-30, null],
			[30, value],
			[90, value],
			[150, null]
		])
	);
	expect(drawn('risk')[2]?.markLine?.data).toHaveLength(3);
	expect(drawn('cpu')[2]?.markLine?.data).toEqual([]);
});
