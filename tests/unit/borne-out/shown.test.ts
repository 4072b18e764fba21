import { expect, test } from 'vitest';
import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import { heldByHorizon } from '#view-models/accuracy/held.ts';
import { borneOutBand } from '#view-models/metrics/borne-out-band.ts';

const each = (value: number) => SAMPLED_STEPS.map(() => value);
const FORECAST = { now: 10, trend: 0, p10: [8, 6], p50: [10, 10], p90: [12, 14] };
const sums = { count: 200, inside: 80, pinball: 1, error: 1, stayError: 1 };

test('a forecast as borne out has its band moved; without a correction there is none', () => {
	const borneOut = { scale: each(2), lower: each(1), upper: each(0.5) };
	expect(borneOutBand('load_average', FORECAST)).toBeUndefined();
	expect(borneOutBand('load_average', { ...FORECAST, borneOut })).toEqual({
		...FORECAST,
		p10: [4, 0],
		p90: [14, 17]
	});
});

test('Accuracy compares both bands on the same forecasts, and leaves out horizons with too few', () => {
	const scores = [
		{ step: 6, metric: 'a', sums, held: { count: 60, told: 24, borneOut: 48 } },
		{ step: 6, metric: 'b', sums, held: { count: 40, told: 16, borneOut: 34 } },
		{ step: 12, metric: 'a', sums, held: { count: 29, told: 1, borneOut: 20 } },
		{ step: 96, metric: 'a', sums }
	];
	expect(heldByHorizon(scores, undefined)).toEqual([
		{ step: 6, count: 100, toldPercent: 40, borneOutPercent: 82 }
	]);
	expect(heldByHorizon(scores, 'a')[0]?.borneOutPercent).toBe(80);
});
