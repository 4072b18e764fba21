import { describe, expect, test } from 'vitest';
import { REFERENCE_STEP } from '#core/accuracy/answer.ts';
import { byHorizon, verdictOf } from '#core/accuracy/reliability.ts';
import { COVERAGE_GOAL_PERCENT } from '#core/accuracy/score.ts';
import { packSample, unpackSample } from '../../../server/history/forecasts/sample-codec.ts';
import { SAMPLED_STEPS, type KeptTick } from '../../../server/history/kept-tick.ts';
import { DerivedHistory, levelTick } from '../../support/derived-history.ts';
import { seeded } from '../../support/fleets.ts';

const BEGIN = Date.UTC(2026, 0, 5);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const STEP_MS = 5 * MINUTE_MS;
const SERVERS = ['db1', 'web1', 'web2', '__proto__'];
const METRICS = ['cpu_user_pct', 'net_in_mb_s'];
const CELLS = SERVERS.length * METRICS.length;
/** p90 of the standard normal distribution. */
const Z90 = 1.2816;

interface WalkOptions {
	readonly hours: number;
	/** How wide the bands are beside the right width, at a tick's time in hours. */
	readonly width?: (hour: number) => number;
	/** How far a forecast is off, in the metric's unit. */
	readonly shift?: number;
	/** Hours in which nothing is kept. */
	readonly gap?: readonly [from: number, to: number];
}

/** A walk of which the forecaster knows all that can be known: the next values are normal about the one of now. */
function walk({ hours, width = () => 1, shift = 0, gap }: WalkOptions): DerivedHistory {
	const random = seeded(17);
	const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	const history = new DerivedHistory();
	const values = Array.from({ length: CELLS }, (_, cell) => 100 + cell);
	for (let minute = 0; minute < hours * 60; minute++) {
		const hour = minute / 60;
		for (let cell = 0; cell < CELLS; cell++) values[cell] = (values[cell] ?? 0) + normal();
		// A tick for each step: the moments at which forecasts are made and fall due.
		if (minute % 5 !== 0 || (gap && hour >= gap[0] && hour < gap[1])) continue;
		const tick = levelTick(
			BEGIN + minute * MINUTE_MS,
			Object.fromEntries(SERVERS.map((server) => [server, 'healthy']))
		);
		const now = Float32Array.from(values);
		const quantiles = new Float32Array(CELLS * 3 * SAMPLED_STEPS.length);
		values.forEach((value, cell) =>
			[-Z90, 0, Z90].forEach((z, quantile) =>
				SAMPLED_STEPS.forEach((step, position) => {
					const deviation = Math.sqrt((step * STEP_MS) / MINUTE_MS) * width(hour);
					quantiles[(cell * 3 + quantile) * SAMPLED_STEPS.length + position] =
						value + shift + z * deviation;
				})
			)
		);
		history.keep({
			...tick,
			samples: {
				servers: SERVERS,
				metrics: METRICS,
				steps: SAMPLED_STEPS,
				stepMs: STEP_MS,
				now,
				values: quantiles
			}
		} satisfies KeptTick);
	}
	return history;
}

describe('forecasts held against what came', () => {
	test('a forecaster that knows what can be known has four truths of five inside, at every horizon that a day and a half can tell of', () => {
		const { scores } = walk({ hours: 36 }).ask('accuracy', { range: '1w' });
		const records = byHorizon(scores, undefined);
		expect(records.map(({ step }) => step)).toEqual([...SAMPLED_STEPS]);
		for (const { step, claim, skill } of records) {
			// Eight hours ahead, 36 hours hold too few moments that have nothing to do with each other.
			if (step <= 12) expect(claim && verdictOf(claim, COVERAGE_GOAL_PERCENT)).toBe('right');
			// The best forecast of a walk is that it stays.
			expect(skill).toBeCloseTo(0, 5);
		}
		const near = records.find(({ step }) => step === 1)?.claim?.coveragePercent ?? 0;
		expect(Math.abs(near - 80)).toBeLessThan(2);
	});

	test('a forecaster broken on purpose is told within an hour of its data', () => {
		const tooNarrow = walk({ hours: 12, width: (hour) => (hour < 10 ? 1 : 0.4) });
		const { hours } = tooNarrow.ask('accuracy', { range: '1d' });
		const last = hours.at(-1)?.sums;
		expect(last && (last.inside / last.count) * 100).toBeLessThan(60);
		const shifted = walk({ hours: 2, shift: 20 }).ask('accuracy', { range: '1d' });
		const [nearest] = byHorizon(shifted.scores, undefined);
		expect(nearest?.claim && verdictOf(nearest.claim, COVERAGE_GOAL_PERCENT)).toBe('too narrow');
		expect(nearest?.skill).toBeLessThan(0);
	});

	test('a moment at which nothing was kept has no truth, rather than a wrong one', () => {
		const whole = walk({ hours: 6 }).ask('accuracy', { range: '1d' });
		const holed = walk({ hours: 6, gap: [2, 4] }).ask('accuracy', { range: '1d' });
		const countOf = (accuracy: typeof whole) =>
			byHorizon(accuracy.scores, undefined).find(({ step }) => step === 12)?.count ?? 0;
		expect(countOf(holed)).toBeLessThan(countOf(whole));
		expect(
			byHorizon(holed.scores, undefined).find(({ step }) => step === 1)?.claim?.coveragePercent
		).toBeGreaterThan(70);
	});

	test('goes on after a restart with what still waits', () => {
		const history = walk({ hours: 2 });
		const before = history.ask('accuracy', { range: '1d' }).scores;
		history.restart();
		expect(history.ask('accuracy', { range: '1d' }).scores).toEqual(before);
		const truths = before.reduce((sum, { sums }) => sum + sums.count, 0);
		expect(history.kept()).toMatchObject({ truths });
	});

	test('of one profile counts its servers alone, and the worst servers are told', () => {
		const history = walk({ hours: 8 });
		expect(history.ask('accuracy', { range: '1d', profile: 'Nobody' }).scores).toEqual([]);
		const { worst, profiles } = history.ask('accuracy', { range: '1d', profile: 'Web' });
		expect(profiles).toEqual(['Web']);
		expect(worst.map(({ server }) => server).sort()).toEqual([...SERVERS].sort());
	});

	test('past forecasts stand beside what came; a server’s forecast of a time is found again', () => {
		const history = walk({ hours: 4 });
		const { points } = history.ask('pastForecast', {
			range: '1h',
			server: 'db1',
			metric: 'cpu_user_pct',
			step: REFERENCE_STEP
		});
		expect(points).toHaveLength(12);
		for (const { p10, p50, p90, truth } of points) {
			expect(p10 < p50 && p50 < p90).toBe(true);
			expect(truth).toBeDefined();
		}
		const sample = history.ask('sample', { server: '__proto__', at: BEGIN + 2 * HOUR_MS + 1 });
		expect(sample?.['net_in_mb_s']?.steps).toEqual([...SAMPLED_STEPS]);
		expect(history.ask('sample', { server: 'nobody', at: BEGIN + HOUR_MS })).toBeUndefined();
		expect(history.ask('sample', { server: 'db1', at: BEGIN - 1 })).toBeUndefined();
	});
});

test('a packed sample is right to a 4,000th, and what is not there stays not there', () => {
	const now = Float32Array.from([0, 12.34, NaN]);
	const values = Float32Array.from([99.99, -3.3, NaN, 123_456]);
	const read = unpackSample(packSample(now, values), now.length);
	[...read.now, ...read.values].forEach((value, index) => {
		const meant = [...now, ...values][index] ?? NaN;
		if (Number.isNaN(meant)) expect(value).toBeNaN();
		else expect(Math.abs(value - meant)).toBeLessThanOrEqual(Math.abs(meant) / 4_000);
	});
});
