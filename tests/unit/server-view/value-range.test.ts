import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueRange } from '#view-models/server-view/value-range.ts';

const percents = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), {
	minLength: 1,
	maxLength: 96
});

test('all that is shown is within the axis, and the axis within the scale', () => {
	fc.assert(
		fc.property(percents, percents, (p10, p90) => {
			const { min, max } = valueRange({ now: p10[0] ?? 0, p10, p90 }, [], [], 100);
			expect(min).toBeLessThanOrEqual(Math.min(...p10, ...p90));
			expect(max).toBeGreaterThanOrEqual(Math.max(...p10, ...p90));
			expect(min).toBeGreaterThanOrEqual(0);
			expect(max).toBeLessThanOrEqual(100);
			expect(max).toBeGreaterThan(min);
		})
	);
});

test('an axis is fitted to its data, and takes in a limit that is near', () => {
	const band = { now: 62, p10: [60, 60], p90: [66, 70] };
	const limits = [
		{ level: 'warning', value: 78 },
		{ level: 'critical', value: 95 }
	] as const;
	const { min, max } = valueRange(band, [[-10, 61]], limits, 100);
	expect(min).toBeGreaterThan(50);
	expect(max).toBeGreaterThanOrEqual(78);
	expect(max).toBeLessThan(95);
});

test('a flat line is not stretched to a mountain', () => {
	const { min, max } = valueRange({ now: 40, p10: [39.9], p90: [40.1] }, [], [], 100);
	expect(max - min).toBeGreaterThanOrEqual(4);
});
