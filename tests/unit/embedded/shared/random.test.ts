import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../../server/embedded/shared/random.ts';

const take = (count: number, draw: () => number) => Array.from({ length: count }, draw);

test('the same seed gives the same stream, another seed another', () => {
	fc.assert(
		fc.property(fc.integer(), (seed) => {
			const [one, same, other] = [seed, seed, seed + 1].map((each) => {
				const random = createRandom(each);
				return take(20, () => random.uniform() + random.normal());
			});
			expect(same).toEqual(one);
			expect(other).not.toEqual(one);
		})
	);
});

test('uniform draws stay in [0, 1) and fill it evenly', () => {
	const random = createRandom(7);
	const draws = take(100_000, random.uniform);
	expect(Math.min(...draws.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
	expect(draws.every((draw) => draw < 1)).toBe(true);
	for (let tenth = 0; tenth < 10; tenth++) {
		const share = draws.filter((draw) => Math.floor(draw * 10) === tenth).length / draws.length;
		expect(share).toBeCloseTo(0.1, 2);
	}
});

test('normal draws have mean 0, deviation 1 and the right tails', () => {
	const random = createRandom(11);
	const draws = take(1_000_000, random.normal);
	const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
	const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
	expect(mean).toBeCloseTo(0, 2);
	expect(variance).toBeCloseTo(1, 2);
	// Shares beyond so many deviations, by the normal law: a tenth, a hundredth, and the far tail's 1 in 4,000.
	for (const [deviations, share] of [
		[1.2816, 0.1],
		[2.3263, 0.01],
		[3.4808, 0.00025]
	] as const) {
		const beyond = draws.filter((draw) => draw > deviations).length / draws.length;
		const error = Math.sqrt(share / draws.length);
		expect(Math.abs(beyond - share)).toBeLessThan(4 * error);
	}
});
