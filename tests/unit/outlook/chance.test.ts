import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chanceOver } from '#core/outlook/chance.ts';

const value = fc.double({ min: -100, max: 200, noNaN: true });
/** p10, p50 and p90 in order, some of them equal. */
const quantiles = fc
	.tuple(value, value, value, fc.constantFrom('apart', 'low', 'high', 'one'))
	.map(([a, b, c, kind]): [number, number, number] => {
		const [p10, p50, p90] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
		if (kind === 'one') return [p50, p50, p50];
		return [kind === 'low' ? p50 : p10, p50, kind === 'high' ? p50 : p90];
	});
const ROUNDING = 1e-12;

describe('the chance of being over a limit', () => {
	test.each([
		[40, 90],
		[50, 50],
		[70, 10]
	])('is what the quantile at the limit says: at %d, %d %%', (limit, percent) => {
		expect(chanceOver(limit, 40, 50, 70) * 100).toBeCloseTo(percent, 10);
	});

	test('[law] is never more and never less than the quantiles say', () => {
		fc.assert(
			fc.property(quantiles, value, ([p10, p50, p90], limit) => {
				const chance = chanceOver(limit, p10, p50, p90);
				// A limit that equals several quantiles is over as often as the lowest of them says.
				if (limit <= p10) expect(chance).toBeGreaterThanOrEqual(0.9 - ROUNDING);
				else expect(chance).toBeLessThanOrEqual(0.9 + ROUNDING);
				if (limit <= p50) expect(chance).toBeGreaterThanOrEqual(0.5);
				else expect(chance).toBeLessThanOrEqual(0.5);
				if (limit <= p90) expect(chance).toBeGreaterThanOrEqual(0.1 - ROUNDING);
				else expect(chance).toBeLessThanOrEqual(0.1 + ROUNDING);
			})
		);
	});

	test('[law] is a share, and falls as the limit rises', () => {
		fc.assert(
			fc.property(quantiles, value, value, (band, a, b) => {
				const more = chanceOver(Math.min(a, b), ...band);
				const less = chanceOver(Math.max(a, b), ...band);
				expect(less).toBeGreaterThanOrEqual(0);
				expect(more).toBeLessThanOrEqual(1);
				expect(more - less).toBeGreaterThanOrEqual(-ROUNDING);
			})
		);
	});

	test('[law] rises with its quantiles, with all of them and with p90 alone', () => {
		fc.assert(
			fc.property(quantiles, fc.nat(50), value, ([p10, p50, p90], up, limit) => {
				const chance = chanceOver(limit, p10, p50, p90);
				const all = chanceOver(limit, p10 + up, p50 + up, p90 + up);
				expect(all - chance).toBeGreaterThanOrEqual(-ROUNDING);
				expect(chanceOver(limit, p10, p50, p90 + up) - chance).toBeGreaterThanOrEqual(-ROUNDING);
			})
		);
	});

	test('[law] of a rest is that of what it is the rest of being under', () => {
		const whole = fc.integer({ min: 0, max: 100 });
		const apart = fc
			.uniqueArray(whole, { minLength: 3, maxLength: 3 })
			.map((three) => three.sort((a, b) => a - b) as [number, number, number]);
		fc.assert(
			fc.property(apart, whole, ([p10, p50, p90], limit) => {
				const over = chanceOver(limit, 100 - p90, 100 - p50, 100 - p10);
				expect(over).toBeCloseTo(1 - chanceOver(100 - limit, p10, p50, p90), 5);
			})
		);
	});

	test('of a value that is certain is none or all, and a value equal to the limit is over it', () => {
		expect([29, 30, 31].map((limit) => chanceOver(limit, 30, 30, 30))).toEqual([1, 1, 0]);
	});

	test('does not depend on the order in which a daemon puts its quantiles', () => {
		fc.assert(
			fc.property(quantiles, value, ([p10, p50, p90], limit) => {
				expect(chanceOver(limit, p90, p10, p50)).toBe(chanceOver(limit, p10, p50, p90));
			})
		);
	});

	test('of what is not a number is none', () => {
		expect(chanceOver(30, NaN, NaN, NaN)).toBe(0);
	});
});
