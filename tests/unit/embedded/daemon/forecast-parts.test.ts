import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	HIGH,
	LOW,
	MIDDLE,
	RECORD_SIZE,
	startQuantiles,
	TRACKED,
	trackQuantile
} from '../../../../server/embedded/daemon/forecast/knot-record.ts';
import {
	accumulate,
	assume,
	FEATURE_COUNT,
	solve,
	SUMS_SIZE
} from '../../../../server/embedded/daemon/forecast/regression.ts';
import { DAY_SLOTS, Season } from '../../../../server/embedded/daemon/forecast/season.ts';
import { createRandom } from '../../../../server/embedded/shared/random.ts';

describe('tracked quantiles', () => {
	test.each([
		['normal', (normal: number) => normal],
		['lopsided', (normal: number) => Math.exp(normal)],
		['shifted and wide', (normal: number) => 5 + 3 * normal]
	])('leave a tenth, a half and nine tenths of %s errors below', (_, errorOf) => {
		const random = createRandom(7);
		const record = new Float64Array(RECORD_SIZE);
		startQuantiles(record, 0);
		const below = { [LOW]: 0, [MIDDLE]: 0, [HIGH]: 0 };
		const count = 5000;
		for (let round = 0; round < count; round++) {
			const error = errorOf(random.normal());
			for (const { cell, level } of TRACKED) {
				const isBelow = error < (record[cell] ?? 0);
				if (isBelow) below[cell] = (below[cell] ?? 0) + 1;
				trackQuantile(record, cell, level, isBelow, 0.04);
			}
		}
		expect((below[LOW] ?? 0) / count).toBeCloseTo(0.1, 1);
		expect((below[MIDDLE] ?? 0) / count).toBeCloseTo(0.5, 1);
		expect((below[HIGH] ?? 0) / count).toBeCloseTo(0.9, 1);
	});

	test('miss no more than their rate allows, whatever the errors', () => {
		const rate = 0.05;
		fc.assert(
			fc.property(
				fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 200 }),
				(errors) => {
					const record = new Float64Array(RECORD_SIZE);
					startQuantiles(record, 0);
					let over = 0;
					for (const error of errors) {
						const isBelow = error < (record[HIGH] ?? 0);
						if (!isBelow) over += 1;
						trackQuantile(record, HIGH, 0.9, isBelow, rate);
					}
					// The quantile can neither leave the errors' range by more than a step nor have moved further than it did.
					const bound = (3 + 1.7 + rate) / (rate * errors.length);
					expect(over / errors.length).toBeLessThanOrEqual(0.1 + bound);
				}
			)
		);
	});
});

describe('the regression', () => {
	const coefficients = new Float64Array(FEATURE_COUNT);
	const noPool = new Float64Array(SUMS_SIZE);

	test('finds the coefficients behind the data', () => {
		const random = createRandom(3);
		const sums = new Float64Array(SUMS_SIZE);
		const truth = [0.9, -0.4, 0.2, 1.5, -1];
		for (let round = 0; round < 500; round++) {
			const features = Float64Array.from(truth, () => random.normal());
			const target = truth.reduce((sum, each, index) => sum + each * (features[index] ?? 0), 0);
			accumulate(sums, 0, features, target + 0.1 * random.normal(), 1, 0.999);
		}
		solve(sums, 0, noPool, 0, 0, coefficients, 0);
		truth.forEach((each, index) => expect(coefficients[index]).toBeCloseTo(each, 1));
	});

	test('believes what is assumed until it sees otherwise', () => {
		const pool = new Float64Array(SUMS_SIZE);
		assume(pool, 0, [1, 0.5, 0, 0, 0], 30);
		solve(noPool, 0, pool, 0, 1, coefficients, 0);
		expect([...coefficients].map((each) => Number(each.toFixed(4)))).toEqual([1, 0.5, 0, 0, 0]);
	});

	test('gives features that only differ in size no coefficients of rounding errors', () => {
		const pool = new Float64Array(SUMS_SIZE);
		assume(pool, 0, [0, 0, 0, 0, 0], 1e-9);
		const own = new Float64Array(SUMS_SIZE);
		for (const size of [1e4, 3e4, 7e3])
			accumulate(own, 0, Float64Array.of(size / 3, size, size / 7, size / 11, size), size, 1, 1);
		solve(own, 0, pool, 0, 1, coefficients, 0);
		expect(Math.max(...coefficients.map(Math.abs))).toBeLessThan(3);
	});

	test('stays finite when features are constant, nil or the same', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(0, 1, -1, 1e-9), { minLength: 5, maxLength: 5 }),
				(row) => {
					const pool = new Float64Array(SUMS_SIZE);
					assume(pool, 0, [1, 0, 0, 0, 0], 30);
					const own = new Float64Array(SUMS_SIZE);
					for (let round = 0; round < 50; round++)
						accumulate(own, 0, Float64Array.from(row), 2, 1, 1);
					solve(own, 0, pool, 0, 1, coefficients, 0);
					expect([...coefficients].every(Number.isFinite)).toBe(true);
				}
			)
		);
	});
});

describe('the season', () => {
	function learnDays(days: number, valueOf: (slot: number, day: number) => number): Season {
		const season = new Season();
		for (let day = 0; day < days; day++) {
			for (let slot = 0; slot < DAY_SLOTS; slot++) season.learn(slot, valueOf(slot, day));
		}
		return season;
	}

	test('is known after a whole day, not before', () => {
		const season = new Season();
		for (let slot = 0; slot < DAY_SLOTS - 1; slot++) season.learn(slot, 1);
		expect(season.isKnown).toBe(false);
		season.learn(DAY_SLOTS - 1, 1);
		expect(season.isKnown).toBe(true);
	});

	test('is the day’s rhythm, whatever the level', () => {
		const rhythm = (slot: number) => 50 + 20 * Math.sin((2 * Math.PI * slot) / DAY_SLOTS);
		const season = learnDays(4, rhythm);
		for (const slot of [0, 72, 144, 216]) expect(season.at(slot)).toBeCloseTo(rhythm(slot), 0);
	});

	test('follows a new habit within days', () => {
		const season = learnDays(12, (_, day) => (day < 4 ? 20 : 40));
		expect(season.at(100)).toBeGreaterThan(36);
	});

	test('hardly moves for an hour’s incident on one day', () => {
		const random = createRandom(5);
		const incident = (slot: number, day: number) =>
			day === 5 && slot >= 100 && slot < 112 ? 60 : 0;
		const season = learnDays(6, (slot, day) => 20 + random.normal() + incident(slot, day));
		expect(season.at(106)).toBeLessThan(23);
	});
});
