import { describe, expect, test } from 'vitest';
import { REFERENCE_STEP, type Accuracy } from '#core/accuracy/answer.ts';
import { byHorizon, verdictOf } from '#view-models/accuracy/reliability.ts';
import { COVERAGE_GOAL_PERCENT } from '#core/accuracy/score.ts';
import { packSample, unpackSample } from '../../../server/history/forecasts/sample-codec.ts';
import { alertValues } from '../../../server/history/forecasts/alert-values.ts';
import type { Retention } from '../../../server/history/recorder.ts';
import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import { ForecastWalk, WALK_BEGIN } from '../../support/forecast-walk.ts';

const HOUR_MS = 3_600_000;
const HOUR = 60;
const SERVERS = ['db1', 'web1', 'web2', '__proto__'];
const METRICS = ['cpu_user_pct', 'net_in_mb_s'];
const CELLS = SERVERS.length * METRICS.length;
const walk = (retention?: Retention) => new ForecastWalk(SERVERS, METRICS, retention);
const countOf = ({ scores }: Accuracy, step: number) =>
	byHorizon(scores, undefined).find((record) => record.step === step)?.count ?? 0;

describe('forecasts compared with what came', () => {
	test('a forecaster that knows what can be known has four values of five inside, at every horizon that a day and a half can tell of', () => {
		const { scores } = walk()
			.go(36 * HOUR)
			.history.ask('accuracy', { range: '1w' });
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

	test('a forecaster that is off has a negative skill', () => {
		const shifted = walk()
			.go(2 * HOUR, { shift: 20 })
			.history.ask('accuracy', { range: '1d' });
		const [nearest] = byHorizon(shifted.scores, undefined);
		expect(nearest?.claim && verdictOf(nearest.claim, COVERAGE_GOAL_PERCENT)).toBe('too narrow');
		expect(nearest?.skill).toBeLessThan(0);
	});

	test('a moment at which nothing was kept is compared with nothing, rather than with what came later', () => {
		const whole = walk().go(6 * HOUR);
		const holed = walk()
			.go(2 * HOUR)
			.go(2 * HOUR, { kept: false })
			.go(2 * HOUR);
		const [without, within] = [whole, holed].map(({ history }) =>
			history.ask('accuracy', { range: '1d' })
		) as [Accuracy, Accuracy];
		expect(countOf(within, 12)).toBeLessThan(countOf(without, 12));
		expect(byHorizon(within.scores, undefined)[0]?.claim?.coveragePercent).toBeGreaterThan(70);
	});

	test.each([3, 4, 5])('ticks %d minutes apart reach every horizon', (tickMinutes) => {
		const { history } = walk().go(12 * HOUR, { tickMinutes });
		const accuracy = history.ask('accuracy', { range: '1d' });
		const samples = Number(
			history.database.prepare('SELECT count(*) AS n FROM forecast_samples').get()?.['n']
		);
		// All but those whose moment has not come yet.
		expect(countOf(accuracy, 1)).toBeGreaterThanOrEqual((samples - 1) * CELLS);
		expect(countOf(accuracy, 96)).toBeGreaterThan(0);
	});

	test('the longest forecasts are judged even where ticks are kept for an hour', () => {
		const keptFor = { ticksMs: HOUR_MS, minutesMs: 1e12, hoursMs: 1e12 };
		const short = walk(keptFor);
		for (let hour = 0; hour < 10; hour++) {
			short.go(HOUR);
			short.history.retain(short.at);
		}
		const { scores } = short.history.ask('accuracy', { range: '1d' });
		expect(byHorizon(scores, undefined).map(({ step }) => step)).toEqual([...SAMPLED_STEPS]);
		const { oldest } = short.history.database
			.prepare('SELECT min(at) AS oldest FROM forecast_samples')
			.get() as { oldest: number };
		// What nobody waits for any more is deleted.
		expect(oldest).toBeGreaterThan(short.at - 8.5 * HOUR_MS);
	});

	test('a silent server’s values are no measure of its forecasts', () => {
		const all = walk().go(2 * HOUR);
		const one = walk().go(2 * HOUR, { silent: ['db1'] });
		const [loud, quiet] = [all, one].map(({ history }) =>
			countOf(history.ask('accuracy', { range: '1d' }), 1)
		);
		expect(quiet).toBe(((loud ?? 0) * 3) / 4);
	});

	test('goes on after a restart with what still waits', () => {
		const [whole, restarted] = [walk().go(4 * HOUR), walk().go(2 * HOUR)];
		restarted.history.restart();
		restarted.go(2 * HOUR);
		const [expected, { scores }] = [whole, restarted].map(({ history }) =>
			history.ask('accuracy', { range: '1d' })
		) as [Accuracy, Accuracy];
		// Ticks are as far apart as steps: none was lost that lay nearer than the first after the restart.
		expect(scores).toEqual(expected.scores);
		const truths = scores.reduce((sum, { sums }) => sum + sums.count, 0);
		expect(restarted.history.kept()).toMatchObject({ truths });
	});

	test('of a moment of the past holds nothing that came after it', () => {
		const { history, at } = walk().go(6 * HOUR + 50);
		const until = at - 3 * HOUR_MS;
		const then = walk().go(3 * HOUR);
		const past = history.ask('accuracy', { range: '1d', until });
		expect(past.window.to).toBe(WALK_BEGIN + 3 * HOUR_MS);
		expect(past.scores).toEqual(then.history.ask('accuracy', { range: '1d' }).scores);
		expect(past.newest?.at).toBe(WALK_BEGIN + 2 * HOUR_MS);
	});

	test('of one profile counts only its servers, and lists the worst ones', () => {
		const { history } = walk().go(8 * HOUR);
		expect(history.ask('accuracy', { range: '1d', profile: 'Nobody' }).scores).toEqual([]);
		const { worst, profiles } = history.ask('accuracy', { range: '1d', profile: 'Web' });
		expect(profiles).toEqual(['Web']);
		expect(worst.map(({ server }) => server).sort()).toEqual([...SERVERS].sort());
	});

	test('past forecasts stand beside what came; a server’s forecast of a time is found again', () => {
		const { history } = walk().go(4 * HOUR);
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
		const at = WALK_BEGIN + 2 * HOUR_MS + 1;
		const sample = history.ask('sample', { server: '__proto__', at });
		expect(sample?.['net_in_mb_s']?.steps).toEqual([...SAMPLED_STEPS]);
		expect(history.ask('sample', { server: 'nobody', at })).toBeUndefined();
		expect(history.ask('sample', { server: 'db1', at: WALK_BEGIN - 1 })).toBeUndefined();
	});
});

test('alerts are judged by the values of servers that speak', () => {
	const values = alertValues(
		{
			servers: ['db1', 'web1', '__proto__'],
			metrics: ['mem_used_pct', 'net_in_mb_s'],
			steps: [],
			now: Float32Array.from([91, 5, 92, 5, NaN, 5])
		},
		{ web1: { score: 10, level: 'healthy', profile: 'Web', silent: true } }
	);
	expect([...values]).toEqual([['mem_used_pct:db1', { value: 91, threshold: 90 }]]);
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
