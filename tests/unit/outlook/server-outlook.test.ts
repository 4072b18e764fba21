import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DISPLAY_LIMITS } from '#core/metrics/limits.ts';
import { OUTLOOK_STEPS } from '#core/outlook/horizons.ts';
import { firstLimit, metricOutlook, OUTLOOK_METRICS } from '#core/outlook/metric-outlook.ts';
import { serverOutlook } from '#core/outlook/server-outlook.ts';
import { anyBands, bandOf, bandsOf } from '../../support/bands.ts';

test('every metric with limits has an outlook', () => {
	expect([...OUTLOOK_METRICS].sort()).toEqual(Object.keys(DISPLAY_LIMITS).sort());
});

describe('the outlook of a metric', () => {
	test('says when p90, p50 and p10 cross, and the chances on the way', () => {
		// A point each five steps: from 80 to 99.2, with a band of five on each side; the limit is 90.
		const { crossings, chances, criticalAt } = metricOutlook('memory', bandOf(80, 99.2, 5));
		expect(crossings).toEqual({ p90: 25, p50: 50, p10: 75 });
		expect(criticalAt).toBe(90);
		expect(chances).toEqual([0, 2, 2, 3, 9, 23, 46, 87, 98]);
	});

	test('is of now where the value is over, and a quantile that never crosses has no step', () => {
		const { crossings, chances } = metricOutlook('memory', bandOf(92, 50, 1));
		expect(crossings).toEqual({ p90: 0, p50: 0, p10: 0 });
		expect(chances[0]).toBe(100);
		expect(chances.at(-1)).toBe(0);
		expect(metricOutlook('memory', bandOf(85, 85, 6)).crossings).toEqual({ p90: 1 });
	});

	test('names the critical limit where both are crossed at once', () => {
		expect(firstLimit(metricOutlook('iowait', bandOf(10, 25, 1)))).toEqual({
			metric: 'iowait',
			level: 'warning',
			value: 20
		});
		const leap = { ...bandOf(40, 40, 1), now: 10 };
		expect(firstLimit(metricOutlook('iowait', leap))).toMatchObject({
			level: 'critical',
			value: 30
		});
		expect(firstLimit(metricOutlook('iowait', bandOf(35, 35, 1)))).toMatchObject({
			level: 'critical'
		});
	});

	test('[law] promises nothing: later than now a chance is at most 99 %', () => {
		fc.assert(
			fc.property(anyBands, (bands) => {
				const { first } = serverOutlook(bands) ?? {};
				if (!first) return;
				expect(first.chances).toHaveLength(OUTLOOK_STEPS.length);
				expect([0, 100]).toContain(first.chances[0]);
				for (const chance of first.chances.slice(1)) expect(chance).toBeLessThanOrEqual(99);
			})
		);
	});
});

describe('what breaks first', () => {
	test('is what is over a limit now, critical before warning', () => {
		const bands = bandsOf({ memory: bandOf(92, 92, 1), iowait: bandOf(31, 31, 1) });
		expect(serverOutlook(bands)?.first.metric).toBe('iowait');
	});

	test('else what first has a notable chance, not what p90 merely touches', () => {
		const touching = bandOf(80, 80, 10);
		const rising = bandOf(10, 25, 2);
		expect(serverOutlook(bandsOf({ memory: touching, iowait: rising }))?.first.metric).toBe(
			'iowait'
		);
		expect(serverOutlook(bandsOf({ memory: touching }))?.first.metric).toBe('memory');
	});

	test('is followed, where it is over already, by the next with a notable chance', () => {
		const over = bandOf(92, 92, 1);
		const outlook = serverOutlook(bandsOf({ memory: over, iowait: bandOf(10, 25, 2) }));
		expect(outlook).toMatchObject({ first: { metric: 'memory' }, next: { metric: 'iowait' } });
		expect(serverOutlook(bandsOf({ memory: over, iowait: bandOf(10, 10, 11) }))).not.toHaveProperty(
			'next'
		);
	});

	test('is nothing for a server whose p90 never crosses', () => {
		expect(serverOutlook(bandsOf({ memory: bandOf(50, 60, 5) }))).toBeUndefined();
		expect(serverOutlook(bandsOf({}))).toBeUndefined();
	});
});
