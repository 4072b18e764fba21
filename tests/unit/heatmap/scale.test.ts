import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { USUAL_HEATMAP } from '#view-models/heatmap/choice.ts';
import { legendEnds, marksOf } from '#view-models/heatmap/marks.ts';
import {
	CHANGE_RAMPS,
	colourAt,
	inkOn,
	luminance,
	RAMPS,
	scaleOf,
	steadyScale
} from '#view-models/heatmap/scale.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';

const choose = (change: object) => ({ ...USUAL_HEATMAP, ...change });

describe('colours', () => {
	test.each(['light', 'dark'] as const)('are ordered by brightness alone, by %s', (theme) => {
		const lights = RAMPS[theme].map(luminance);
		const sorted = [...lights].sort((a, b) => (theme === 'light' ? b - a : a - b));
		expect(lights).toEqual(sorted);
		const change = CHANGE_RAMPS[theme].map(luminance);
		const middle = change[2] ?? 0;
		for (const [index, light] of change.entries())
			if (index !== 2) expect(theme === 'light' ? light < middle : light > middle).toBe(true);
	});

	test('carry a number that can be read: 4.5 to 1 or more', () => {
		fc.assert(
			fc.property(
				fc.double({ min: -50, max: 150, noNaN: true }),
				fc.boolean(),
				fc.constantFrom('light' as const, 'dark' as const),
				(value, change, theme) => {
					const colour = colourAt(
						value,
						{ from: change ? -20 : 0, to: change ? 20 : 100, change },
						theme
					);
					const light = luminance(colour) + 0.05;
					const contrast = inkOn(colour) === 'black' ? light / 0.05 : 1.05 / light;
					expect(contrast).toBeGreaterThanOrEqual(4.5);
				}
			)
		);
	});

	const shownFrom = (min: number, max: number) => ({
		count: 2,
		min,
		mean: min,
		max,
		standardDeviation: 0
	});

	test.each([
		['cpu', '%', 3, 38, [0, 40]],
		['cpu', '%', 42, 61, [40, 65]],
		['cpu', '%', 52, 53, [50, 70]],
		['cpu', '%', 97, 99, [80, 100]],
		['cpu', '%', 0, 100, [0, 100]],
		['risk', '', 2, 12, [0, 60]],
		['risk', '', 2, 97, [0, 100]],
		['chance', '%', 0, 3, [0, 20]],
		['netIn', 'MB/s', 3, 173, [0, 200]],
		['netIn', 'MB/s', 0, 0, [0, 1]],
		['load', '', 0.2, 0.7, [0.2, 0.8]]
	] as const)(
		'of %s in "%s" from %d to %d have the round ends %j',
		(metric, unit, min, max, [from, to]) => {
			expect(scaleOf(choose({ metric }), unit, shownFrom(min, max))).toMatchObject({ from, to });
		}
	);

	test('of a change reach as far to both sides', () => {
		const choice = choose({ metric: 'cpu', moment: 'change' });
		expect(scaleOf(choice, '%', shownFrom(-3, 17))).toMatchObject({ from: -20, to: 20 });
		expect(scaleOf(choice, '%', shownFrom(0, 0.2))).toMatchObject({ from: -5, to: 5 });
	});

	test('hold every value, whatever the values are', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 1e6, noNaN: true }),
				fc.double({ min: 0, max: 1e6, noNaN: true }),
				fc.constantFrom('', 'MB/s'),
				(one, other, unit) => {
					const [min, max] = [Math.min(one, other), Math.max(one, other)];
					const { from, to } = scaleOf(choose({ metric: 'netIn' }), unit, shownFrom(min, max));
					expect(from).toBeLessThanOrEqual(min * (1 + 1e-9));
					expect(to).toBeGreaterThanOrEqual(max * (1 - 1e-9));
					expect(to).toBeGreaterThan(from);
				}
			)
		);
	});

	test('stay from tick to tick while they hold all values and half of them is used', () => {
		const choice = choose({ metric: 'cpu' });
		const first = steadyScale(undefined, choice, '%', shownFrom(3, 38));
		expect(first.scale).toMatchObject({ from: 0, to: 40 });
		expect(steadyScale(first, choice, '%', shownFrom(5, 22))).toBe(first);
		const grown = steadyScale(first, choice, '%', shownFrom(3, 41));
		expect(grown.scale.to).toBe(50);
		expect(steadyScale(grown, choice, '%', shownFrom(3, 39))).toBe(grown);
		expect(steadyScale(grown, choice, '%', shownFrom(3, 18)).scale.to).toBe(20);
		expect(steadyScale(grown, choose({ metric: 'iowait' }), '%', shownFrom(3, 39)).scale.to).toBe(
			40
		);
		expect(steadyScale(grown, choose({ metric: 'cpu', sort: 'name' }), '%', shownFrom(3, 39))).toBe(
			grown
		);
	});
});

describe('the legend', () => {
	test('reaches to every limit, whether the data do or not', () => {
		const marks = marksOf(choose({ metric: 'cpu' }), DEFAULT_THRESHOLDS);
		expect(marks.map(({ value }) => value)).toEqual([85, 95]);
		expect(legendEnds({ from: 0, to: 40, change: false }, marks)).toEqual({ from: 0, to: 95 });
		expect(legendEnds({ from: 90, to: 100, change: false }, marks)).toEqual({ from: 85, to: 100 });
	});

	test('of risk shows where each level begins, and that of a change or a metric without limits nothing', () => {
		expect(marksOf(USUAL_HEATMAP, DEFAULT_THRESHOLDS).map(({ value }) => value)).toEqual([
			50, 60, 80
		]);
		expect(marksOf(choose({ metric: 'cpu', moment: 'change' }), DEFAULT_THRESHOLDS)).toEqual([]);
		expect(marksOf(choose({ metric: 'netIn' }), DEFAULT_THRESHOLDS)).toEqual([]);
		expect(legendEnds({ from: 0, to: 40, change: false }, [])).toEqual({ from: 0, to: 40 });
	});
});
