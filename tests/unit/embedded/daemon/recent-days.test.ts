import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecentDays } from '../../../../server/embedded/daemon/forecast/recent-days.ts';
import { DAY_SLOTS } from '../../../../server/embedded/daemon/forecast/season.ts';

const WEEK = 7 * DAY_SLOTS;
const FROM = 5_900_000;

function fed(samples: ReadonlyMap<number, number>): RecentDays {
	const recent = new RecentDays();
	for (const [step, value] of samples) recent.put(step, value);
	return recent;
}

function quantile(values: readonly number[], level: number): number {
	const sorted = values.toSorted((one, other) => one - other);
	const place = (sorted.length - 1) * level;
	const low = sorted[Math.floor(place)] ?? NaN;
	const high = sorted[Math.ceil(place)] ?? NaN;
	return low + (place - Math.floor(place)) * (high - low);
}

/** Nine days in which some steps are silent. */
const anySamples = fc
	.tuple(
		fc.integer({ min: 1, max: 9 }),
		fc.integer({ min: 2, max: 40 }),
		fc.integer({ min: 0, max: 99 })
	)
	.map(([factor, silentEvery, offset]) => {
		const steps = Array.from({ length: 9 * DAY_SLOTS }, (_, step) => FROM + step);
		return new Map(
			steps
				.filter((step) => (step + offset) % silentEvery !== 0)
				.map((step) => [step, ((step * factor * 7919) % 1009) / 10])
		);
	});

test('the quantiles of a time of day are those of the last seven days around it', () => {
	fc.assert(
		fc.property(anySamples, fc.nat(DAY_SLOTS - 1), (samples, offset) => {
			const recent = fed(samples);
			const newest = Math.max(...samples.keys());
			const middle = newest - 2 - offset;
			const around = [...samples].filter(([step]) => {
				const days = (middle - step + 2) / DAY_SLOTS;
				// As of when the neighbours of the slot had passed.
				return step <= middle + 2 && days >= 0 && days < 7 && (middle - step + 2) % DAY_SLOTS < 5;
			});
			const values = around.map(([, value]) => value);
			for (const [index, level] of [0.1, 0.5, 0.9].entries())
				expect(recent.atTimeOfDay(middle + DAY_SLOTS, index)).toBeCloseTo(
					quantile(values, level),
					3
				);
		}),
		{ numRuns: 20 }
	);
});

test('the quantiles of three days leave out what is older', () => {
	const samples = new Map(
		Array.from({ length: 6 * DAY_SLOTS }, (_, step) => [
			FROM + step,
			step < 3 * DAY_SLOTS ? 90 : step % 11
		])
	);
	const recent = fed(samples);
	recent.learnThreeDays();
	expect([0, 1, 2].map((index) => recent.ofThreeDays(index))).toEqual([1, 5, 9]);
});

test('of less than half a day, and of a time of day hardly ever seen, nothing is said', () => {
	const recent = fed(new Map([10, 11, 12].map((step) => [FROM + step, 5])));
	recent.learnThreeDays();
	expect(recent.ofThreeDays(1)).toBeNaN();
	expect(recent.atTimeOfDay(FROM + 11 + DAY_SLOTS, 1)).toBeNaN();
});

test('what was a week before is forgotten when the ring has come round, and silence is not mistaken for it', () => {
	const recent = fed(new Map([[FROM, 7]]));
	expect(recent.aWeekBefore(FROM + WEEK)).toBe(7);
	recent.put(FROM + WEEK - 10, 9);
	expect(recent.aWeekBefore(FROM + WEEK)).toBe(7);
	expect(recent.aWeekBefore(FROM + WEEK + 20)).toBeNaN();
	recent.put(FROM + 3 * WEEK, 1);
	expect(recent.aWeekBefore(FROM + 2 * WEEK)).toBeNaN();
});
