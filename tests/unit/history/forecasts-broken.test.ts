import { describe, expect, test } from 'vitest';
import { evidenceOf } from '#view-models/accuracy/evidence.ts';
import { byHorizon, nearestVerdict, verdictOf } from '#view-models/accuracy/reliability.ts';
import { COVERAGE_GOAL_PERCENT } from '#core/accuracy/score.ts';
import { ForecastWalk } from '../../support/forecast-walk.ts';

const HOUR = 60;
const SERVERS = Array.from({ length: 12 }, (_, index) => `web${index}`);
const METRICS = ['cpu_user_pct', 'mem_used_pct', 'net_in_mb_s', 'load_average'];

/** Good for a day and some minutes, then with bands far too narrow. */
const brokenAfter = (minutes: number) => ({
	good: new ForecastWalk(SERVERS, METRICS).go(24 * HOUR + minutes),
	narrow: { width: 0.4 }
});
const askFor = ({ history }: ForecastWalk) => history.ask('accuracy', { range: '1d' });
const newestVerdict = (walk: ForecastWalk) => nearestVerdict(askFor(walk).newest?.scores ?? []);

describe('a forecaster broken on purpose', () => {
	// Hours are those of the clock: wherever in one it breaks.
	test.each([0, 25, 55])(
		'is called too narrow within an hour of its data, %d minutes into an hour',
		(minutes) => {
			const { good, narrow } = brokenAfter(minutes);
			expect(newestVerdict(good)?.verdict).toBe('right');
			const accuracy = askFor(good.go(HOUR, narrow));
			expect(nearestVerdict(accuracy.newest?.scores ?? [])?.verdict).toBe('too narrow');
			// What the whole day says does not move so soon: that is why the newest hour is told.
			const [day] = byHorizon(accuracy.scores, undefined);
			expect(day?.claim && verdictOf(day.claim, COVERAGE_GOAL_PERCENT)).toBe('right');
		}
	);

	test('stays so until it is mended', () => {
		const { good, narrow } = brokenAfter(0);
		good.go(HOUR, narrow);
		for (let hour = 0; hour < 3; hour++)
			expect(newestVerdict(good.go(HOUR, narrow))?.verdict).toBe('too narrow');
		expect(newestVerdict(good.go(2 * HOUR))?.verdict).toBe('right');
	});

	test('leaves a change of coverage, but not of error, behind', () => {
		const { good, narrow } = brokenAfter(0);
		const { coverage, error } = evidenceOf(askFor(good.go(12 * HOUR, narrow)).hours);
		expect(coverage.change?.after).toBeLessThan(60);
		expect(error.points.length).toBeGreaterThan(20);
		expect(error.change).toBeUndefined();
	});

	test('that is off leaves a change of error, too', () => {
		const { good } = brokenAfter(0);
		const { error } = evidenceOf(askFor(good.go(12 * HOUR, { shift: 15 })).hours);
		expect(error.change?.before).toBeCloseTo(100, 0);
		expect(error.change?.after).toBeGreaterThan(150);
	});
});
