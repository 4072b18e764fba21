import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metricOutlook, OUTLOOK_METRICS } from '#core/outlook/metric-outlook.ts';
import { serverOutlook } from '#core/outlook/server-outlook.ts';
import { CHANCE_SLACK, steadyOutlook } from '#core/outlook/steady-outlook.ts';
import { anyBands, bandOf, bandsOf, moved } from '../../support/bands.ts';

const little = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
	minLength: 5,
	maxLength: 5
});

describe('what was told of a server', () => {
	test('[law] stays as it is while nothing changes', () => {
		fc.assert(
			fc.property(anyBands, (bands) => {
				const told = serverOutlook(bands);
				expect(steadyOutlook(bands, told)).toBe(told);
			})
		);
	});

	test('[law] is never off by more than the slack, and of now it is exact', () => {
		fc.assert(
			fc.property(anyBands, little, (bands, by) => {
				const after = moved(bands, by);
				const outlook = steadyOutlook(after, serverOutlook(bands));
				for (const told of [outlook?.first, outlook?.next]) {
					const band = told && after[OUTLOOK_METRICS.indexOf(told.metric)];
					if (!band) continue;
					const { chances } = metricOutlook(told.metric, band);
					expect(told.chances[0]).toBe(chances[0]);
					told.chances.forEach((chance, index) =>
						expect(Math.abs(chance - (chances[index] ?? NaN))).toBeLessThanOrEqual(CHANCE_SLACK)
					);
				}
			})
		);
	});

	test('[law] names a server over a limit now, whatever was told before', () => {
		fc.assert(
			fc.property(anyBands, anyBands, (bands, earlier) => {
				const isOver = serverOutlook(bands)?.first.chances[0] === 100;
				const steady = steadyOutlook(bands, serverOutlook(earlier));
				expect(steady?.first.chances[0] === 100).toBe(isOver);
			})
		);
	});

	test('stands while a forecast moves less than it can tell, and is told anew once it moves more', () => {
		const told = serverOutlook(bandsOf({ memory: bandOf(80, 99.2, 5) }));
		expect(steadyOutlook(bandsOf({ memory: bandOf(80.2, 99.4, 5) }), told)).toBe(told);
		const rising = bandsOf({ memory: bandOf(84, 100, 5) });
		expect(steadyOutlook(rising, told)).toEqual(serverOutlook(rising));
	});

	test('names another metric once that is much sooner', () => {
		const memory = bandOf(80, 99.2, 5);
		const told = serverOutlook(bandsOf({ memory, iowait: bandOf(5, 20, 1) }));
		expect(told?.first.metric).toBe('memory');
		const hardly = bandsOf({ memory, iowait: bandOf(5, 42, 1) });
		expect(serverOutlook(hardly)?.first.metric).toBe('iowait');
		expect(steadyOutlook(hardly, told)?.first.metric).toBe('memory');
		const soon = bandsOf({ memory, iowait: bandOf(18, 40, 1) });
		expect(steadyOutlook(soon, told)?.first.metric).toBe('iowait');
	});

	test('ends with the chance, or with the metric', () => {
		const told = serverOutlook(bandsOf({ memory: bandOf(80, 80, 10) }));
		expect(told).toBeDefined();
		expect(steadyOutlook(bandsOf({ memory: bandOf(79.5, 79.5, 10) }), told)).toBe(told);
		expect(steadyOutlook(bandsOf({ memory: bandOf(70, 70, 10) }), told)).toBeUndefined();
		expect(steadyOutlook(bandsOf({}), told)).toBeUndefined();
	});
});
