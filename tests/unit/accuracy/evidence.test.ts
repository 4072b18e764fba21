import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { courseFigure } from '#view-models/accuracy/course-figure.ts';
import { evidenceOf } from '#view-models/accuracy/evidence.ts';
import { hoursOf, type HourRecord, type MetricHour } from '#core/accuracy/hours.ts';
import { byHorizon, nearestVerdict } from '#view-models/accuracy/reliability.ts';
import { NO_SCORE, type ScoreSums } from '#core/accuracy/score.ts';
import { seeded } from '../../support/fleets.ts';

const sums = (some: Partial<ScoreSums>): ScoreSums => ({ ...NO_SCORE, ...some });

describe('an hour', () => {
	const hour = (at: number, metric: string, error: number, stayError: number): MetricHour => ({
		at,
		metric,
		sums: sums({ count: 40, inside: 30, error, stayError })
	});

	test('has the error of its forecasts beside that of assuming no change', () => {
		expect(hoursOf([hour(1, 'cpu', 20, 80), hour(0, 'cpu', 40, 80)])).toEqual([
			{ at: 0, count: 40, inside: 30, errorPercent: 50 },
			{ at: 1, count: 40, inside: 30, errorPercent: 25 }
		]);
	});

	test('counts metrics alike whatever their units', () => {
		fc.assert(
			fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (unit) => {
				const rows = (factor: number) => [
					hour(0, 'cpu', 20, 80),
					hour(1, 'cpu', 40, 80),
					hour(0, 'net', 10 * factor, 20 * factor),
					hour(1, 'net', 30 * factor, 60 * factor)
				];
				const [plain, scaled] = [hoursOf(rows(1)), hoursOf(rows(unit))];
				for (const [index, { errorPercent }] of plain.entries())
					expect(scaled[index]?.errorPercent).toBeCloseTo(errorPercent ?? NaN, 6);
			})
		);
	});

	test('is no worse for being busy', () => {
		const [calm, busy] = hoursOf([hour(0, 'cpu', 20, 40), hour(1, 'cpu', 200, 400)]);
		expect(busy?.errorPercent).toBe(calm?.errorPercent);
	});

	test('has no error where nothing moved, or too little', () => {
		expect(hoursOf([hour(0, 'uptime', 0, 0)])[0]).not.toHaveProperty('errorPercent');
		const few = { at: 0, metric: 'cpu', sums: sums({ count: 29, error: 1, stayError: 2 }) };
		const [record] = hoursOf([few, hour(0, 'uptime', 0, 0)]);
		expect(record).toEqual({ at: 0, count: 69, inside: 30 });
	});
});

describe('the evidence of drift', () => {
	const random = seeded(7);
	const hours = (change: (hour: number) => Partial<HourRecord>): HourRecord[] =>
		Array.from({ length: 48 }, (_, at) => ({
			at,
			count: 1_000,
			inside: 800 + Math.round(random() * 20),
			errorPercent: 60 + random() * 4,
			...change(at)
		}));

	test('is coverage and error, each with its own change', () => {
		const { coverage, error } = evidenceOf(
			hours((at) => ({ ...(at >= 30 && { inside: 500 }), ...(at >= 20 && { errorPercent: 95 }) }))
		);
		expect(coverage.points).toHaveLength(48);
		expect(coverage.change?.at).toBe(30);
		expect(coverage.change?.after).toBeCloseTo(50);
		expect(error.points).toHaveLength(48);
		expect(error.change?.at).toBe(20);
		expect(error.change?.before).toBeCloseTo(62, 0);
	});

	test('says nothing changed where nothing did', () => {
		const { coverage, error } = evidenceOf(hours(() => ({})));
		expect([coverage.change, error.change]).toEqual([undefined, undefined]);
	});

	test('leaves out hours with too few forecasts, and errors that are not told', () => {
		const { coverage, error } = evidenceOf([
			{ at: 0, count: 29, inside: 20, errorPercent: 50 },
			{ at: 1, count: 30, inside: 24 }
		]);
		expect(coverage.points).toEqual([{ at: 1, value: 80 }]);
		expect(error.points).toEqual([]);
	});
});

describe('the skill of several metrics', () => {
	const score = (metric: string, some: Partial<ScoreSums>) => ({
		step: 1,
		metric,
		sums: sums(some)
	});
	const skillOf = (...scores: ReturnType<typeof score>[]) => byHorizon(scores, undefined)[0];

	test('is the mean of theirs', () => {
		const record = skillOf(
			score('cpu', { count: 30, error: 1, stayError: 2 }),
			score('net', { count: 30, error: 0, stayError: 9 }),
			score('uptime', { count: 30 })
		);
		expect(record?.skill).toBe(0.75);
	});

	test('is not told where no metric has enough values, though together they have', () => {
		const few = { count: 20, error: 1, stayError: 2 };
		const record = skillOf(score('cpu', few), score('net', few));
		expect(record?.claim).toBeDefined();
		expect(record?.skill).toBe('too few values');
	});

	test('does not exist where nothing changed', () => {
		expect(skillOf(score('cpu', { count: 30 }))?.skill).toBe('no change');
	});
});

test('the newest verdict is of the nearest horizon of which anything can be claimed', () => {
	const at = (step: number, count: number, inside: number) => ({
		step,
		metric: 'cpu',
		sums: sums({ count, inside })
	});
	expect(nearestVerdict([at(6, 2_000, 1_600), at(1, 20, 0), at(3, 2_000, 900)])).toEqual({
		step: 3,
		coveragePercent: 45,
		verdict: 'too narrow'
	});
	expect(nearestVerdict([at(1, 20, 0)])).toBeUndefined();
	// An hour of a good forecaster may well be ten points off.
	for (const inside of [1_400, 1_800])
		expect(nearestVerdict([at(1, 2_000, inside)])?.verdict).toBe('right');
});

describe('a picture of a course', () => {
	const points = [0, 1, 2, 4].map((hour) => ({ at: hour * 3_600_000, value: 50 }));

	test('places its change in time, and draws no line over hours that are missing', () => {
		const change = { at: 3_600_000, before: 1, after: 2 };
		expect(courseFigure({ points, change }, 100)).toEqual({
			path: 'M0.00 50.00h0L25.00 50.00L50.00 50.00M100.00 50.00h0',
			changeX: 25,
			to: 100
		});
	});

	test('has a scale that holds every value', () => {
		const far = courseFigure({ points: [{ at: 0, value: 250 }], change: undefined }, 120);
		expect(far).toEqual({ path: 'M0.00 0.00h0', changeX: undefined, to: 250 });
	});
});
