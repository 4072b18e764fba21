import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import { FleetOutlook } from '#core/outlook/fleet-outlook.ts';
import { OUTLOOK_STEPS } from '#core/outlook/horizons.ts';
import { SOON_STEPS } from '#view-models/metrics/horizon.ts';
import { likelyOverBy } from '#view-models/overview/likely-over.ts';

/** One metric from now through every step, on whichever side of its limit of 85 %. */
const anyBand = fc
	.tuple(fc.boolean(), fc.array(fc.boolean(), { minLength: 96, maxLength: 96 }))
	.map(([now, over]) => {
		const p50 = Float32Array.from(over, (is) => (is ? 90 : 40));
		return { now: now ? 90 : 40, p10: p50, p50, p90: p50 };
	});

test('never fewer servers are likely over a limit by 8 h than by 30 min, nor by 30 min than now', () => {
	fc.assert(
		fc.property(fc.array(anyBand, { minLength: 1, maxLength: 12 }), (bands) => {
			const fleet = new FleetOutlook();
			for (const band of bands) fleet.add('Web API', [band]);
			const { all } = fleet.state();
			const [soon, horizon] = [SOON_STEPS, HORIZON_STEPS].map((step) => likelyOverBy(all, step));
			expect(soon).toBeGreaterThanOrEqual(all.now);
			expect(horizon).toBeGreaterThanOrEqual(soon ?? NaN);
		})
	);
});

test('a server that is over a limit only in between counts by 8 h', () => {
	const likelyWithin = OUTLOOK_STEPS.map((step) => (step >= 12 ? 1 : 0));
	const likely = { 10: 1, 20: 0 };
	const all = { servers: 3, now: 0, likely, possible: {}, likelyWithin, possibleWithin: [] };
	expect(likelyOverBy(all, SOON_STEPS)).toBe(0);
	expect(likelyOverBy(all, HORIZON_STEPS)).toBe(1);
});

test('where no server has a forecast nothing is known', () => {
	const all = {
		servers: 0,
		now: 0,
		likely: {},
		possible: {},
		likelyWithin: [],
		possibleWithin: []
	};
	expect(likelyOverBy(all, HORIZON_STEPS)).toBeUndefined();
	expect(likelyOverBy(undefined, HORIZON_STEPS)).toBeUndefined();
});
