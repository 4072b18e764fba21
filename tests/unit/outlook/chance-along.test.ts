import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chanceAt, stepAtChance } from '#core/outlook/chance-along.ts';
import { OUTLOOK_STEPS } from '#core/outlook/horizons.ts';
import { metricOutlook } from '#core/outlook/metric-outlook.ts';
import { serverOutlook } from '#core/outlook/server-outlook.ts';
import { anyBands, bandOf } from '../../support/bands.ts';

const RISING = metricOutlook('memory', bandOf(80, 99.2, 5));

describe('the chance along time', () => {
	test('is what is told at the told steps, and between them on a line', () => {
		expect(OUTLOOK_STEPS.map((step) => chanceAt(RISING, step))).toEqual(RISING.chances);
		expect(chanceAt(RISING, 60)).toBe((46 + 87) / 2);
		expect(chanceAt(RISING, 1_000)).toBe(98);
	});

	test('reaches 10, 50 and 90 % where p90, p50 and p10 cross', () => {
		expect([10, 50, 90].map((percent) => stepAtChance(RISING, percent))).toEqual([25, 50, 75]);
		expect(stepAtChance(RISING, 30)).toBe(40);
	});

	test('is there at once for what is over, and never for what it does not reach', () => {
		expect(stepAtChance(metricOutlook('memory', bandOf(95, 50, 1)), 30)).toBe(0);
		expect(stepAtChance(metricOutlook('memory', bandOf(80, 80, 10)), 30)).toBeUndefined();
	});

	test('[law] reaches a higher chance never sooner', () => {
		const percent = fc.integer({ min: 10, max: 90 });
		fc.assert(
			fc.property(anyBands, percent, percent, (bands, a, b) => {
				const { first } = serverOutlook(bands) ?? {};
				if (!first) return;
				const [low, high] = [Math.min(a, b), Math.max(a, b)];
				const sooner = stepAtChance(first, low) ?? Infinity;
				expect(sooner).toBeLessThanOrEqual(stepAtChance(first, high) ?? Infinity);
			})
		);
	});
});
