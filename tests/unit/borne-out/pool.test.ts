import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corrected } from '#core/borne-out/correction.ts';
import {
	isEnough,
	LEAST_COUNT,
	LEAST_MOMENTS,
	observe,
	proven,
	UNSEEN,
	type Pool,
	type PoolOutcome
} from '#core/borne-out/pool.ts';

const SUBJECT = { metric: 'load_average', step: 6 };
const number = fc.double({ min: -1_000, max: 1_000, noNaN: true });
const factor = fc.double({ min: -20, max: 20, noNaN: true });
const band = fc.record({ p10: number, p50: number, p90: number });
const pool = fc.record({
	count: fc.nat(),
	moments: fc.nat(),
	scale: fc.double({ min: 0, max: 1_000, noNaN: true }),
	lower: factor,
	upper: factor,
	toldBelow: fc.constant(0),
	toldAbove: fc.constant(0),
	correctedBelow: fc.constant(0),
	correctedAbove: fc.constant(0)
});

describe('a band as borne out', () => {
	test('is in order with its median inside, and within what the metric can be, whatever was told and learnt', () => {
		fc.assert(
			fc.property(pool, band, (correction, told) => {
				const { p10, p50, p90 } = corrected(correction, told, 'mem_used_pct');
				expect(0 <= p10 && p10 <= p50 && p50 <= p90 && p90 <= 100).toBe(true);
				const load = corrected(correction, told, 'load_average');
				expect(0 <= load.p10 && load.p10 <= load.p50 && load.p50 <= load.p90).toBe(true);
				const unknown = corrected(correction, told, 'cascade_impact');
				expect(unknown.p10 <= unknown.p50 && unknown.p50 <= unknown.p90).toBe(true);
			})
		);
	});

	test('is the one that was told while nothing was learnt', () => {
		const told = { p10: 20, p50: 30, p90: 45 };
		expect(corrected(UNSEEN, told, 'mem_used_pct')).toEqual(told);
	});

	test('has the nearer bound as its median where the daemon’s is outside', () => {
		const low = corrected({ scale: 10, lower: 3, upper: -2 }, { p10: 50, p50: 50, p90: 50 }, 'x');
		expect(low).toEqual({ p10: 20, p50: 30, p90: 30 });
	});
});

describe('a pool', () => {
	test('keeps finite numbers and learns from every moment, whatever comes', () => {
		fc.assert(
			fc.property(
				pool,
				fc.array(fc.record({ p10: number, p50: number, p90: number, actual: number })),
				(before, outcomes) => {
					const after = observe(before, outcomes, SUBJECT);
					expect(after.count).toBe(before.count + outcomes.length);
					expect([after.scale, after.lower, after.upper].every(Number.isFinite)).toBe(true);
				}
			)
		);
	});

	test('is not swung by one spike, nor by a fleet that spikes at once', () => {
		const shares = { scale: 2, lower: 0.5, upper: 0.5 };
		const settled: Pool = { ...UNSEEN, count: 5_000, moments: 500, ...shares };
		const spike: PoolOutcome = { p10: 8, p50: 10, p90: 12, actual: 10_000 };
		const one = observe(settled, [spike], SUBJECT);
		const all = observe(settled, Array<PoolOutcome>(1_000).fill(spike), SUBJECT);
		for (const { upper, scale } of [one, all]) {
			expect(upper - settled.upper).toBeLessThan(0.05);
			expect(scale / settled.scale).toBeLessThan(1.01);
		}
	});

	test('leaves forecasts of what never changes as they are', () => {
		let constant = UNSEEN;
		for (let moment = 0; moment < 1_000; moment++)
			constant = observe(constant, [{ p10: 25, p50: 25, p90: 25, actual: 25 }], SUBJECT);
		const told = { p10: 25, p50: 25, p90: 25 };
		expect(corrected(constant, told, 'uptime_days')).toEqual(told);
	});

	test('corrects a bound only where its correction was nearer to a tenth outside than the told one', () => {
		const learnt = { ...UNSEEN, count: 5_000, moments: 500, scale: 2, lower: 0.5, upper: 0.7 };
		const shares = { toldBelow: 0.3, correctedBelow: 0.12, toldAbove: 0.11, correctedAbove: 0.15 };
		expect(proven({ ...learnt, ...shares }, 1)).toEqual({ scale: 2, lower: 0.5, upper: 0 });
	});

	test('corrects a far horizon once enough of its courses have been seen', () => {
		const wrong = { toldBelow: 0.3, correctedBelow: 0.1, toldAbove: 0.3, correctedAbove: 0.1 };
		const at = (moments: number) =>
			proven({ ...UNSEEN, ...wrong, count: 5_000, moments, scale: 1, lower: 1, upper: 1 }, 96);
		expect(at(287)).toEqual({ scale: 1, lower: 0, upper: 0 });
		expect(at(288)).toEqual({ scale: 1, lower: 1, upper: 1 });
	});

	test('is used once it has seen enough values, at enough moments', () => {
		const seen = (count: number, moments: number) => isEnough({ ...UNSEEN, count, moments });
		expect(seen(LEAST_COUNT, LEAST_MOMENTS)).toBe(true);
		expect(seen(LEAST_COUNT - 1, LEAST_MOMENTS)).toBe(false);
		expect(seen(10 * LEAST_COUNT, LEAST_MOMENTS - 1)).toBe(false);
	});
});
