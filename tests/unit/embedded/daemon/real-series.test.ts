import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../server/embedded/shared/random.ts';
import { readSeries, type Sample } from '../../../support/series/read-series.ts';
import {
	between,
	coverage,
	medianError,
	ofThreeDays,
	pinball,
	told,
	worstHour
} from '../../../support/series/series-figures.ts';
import {
	DAY_STEPS,
	runSeries,
	SERIES_HORIZONS,
	type Outcome
} from '../../../support/series/series-trial.ts';

const [HALF_HOUR, TWO_HOURS, EIGHT_HOURS] = [6, 24, 96];

function fixture(name: string) {
	const [first] = readSeries(`tests/fixtures/real-metrics/${name}.csv.gz`);
	if (!first) throw new Error(`no series in ${name}`);
	const [metric, samples] = first;
	return { metric, samples };
}

function outcomesOf(name: string, keep: (sample: Sample) => boolean = () => true) {
	const { metric, samples } = fixture(name);
	const outcomes = runSeries(metric, samples.filter(keep));
	return (ahead: number) => outcomes.get(ahead) ?? [];
}

/** Without the first two days, of which hardly anything could be known. */
const learnt = (outcomes: readonly Outcome[]) => between(outcomes, 2 * DAY_STEPS);

describe.each(['moved-daily-job', 'week-rhythm', 'two-levels'])(
	'series of a real server: %s',
	(name) => {
		const outcomes = outcomesOf(name);

		test.each(SERIES_HORIZONS)(
			'%d steps ahead four outcomes in five are within p10–p90',
			(ahead) => {
				const share = coverage(learnt(outcomes(ahead)));
				expect(share).toBeGreaterThan(0.78);
				// Of a metric that takes few values, many outcomes are what p10 or p90 is, and count as inside.
				expect(share).toBeLessThan(name === 'two-levels' ? 0.83 : 0.82);
			}
		);

		test('there is no hour of the day whose outcomes are mostly outside', () => {
			expect(worstHour(learnt(outcomes(TWO_HOURS)))).toBeGreaterThan(0.5);
			expect(worstHour(learnt(outcomes(EIGHT_HOURS)))).toBeGreaterThan(0.5);
		});
	}
);

test('a job that moves is inside the band again within three days', () => {
	const outcomes = outcomesOf('moved-daily-job');
	// The job begins at 16:00, from the sixth day on half an hour earlier: from the ninth its new hour must be known.
	const jobHour = ({ step }: Outcome) => Math.floor((step % DAY_STEPS) / 12) === 15;
	for (const ahead of [HALF_HOUR, TWO_HOURS, EIGHT_HOURS]) {
		const shares = [8, 9, 10].map((day) =>
			coverage(between(outcomes(ahead), day * DAY_STEPS, (day + 1) * DAY_STEPS).filter(jobHour))
		);
		expect(shares.filter((share) => share < 0.5)).toEqual([]);
	}
});

test('two levels with spikes are told as well as by their own three-day quantiles', () => {
	const outcomes = learnt(outcomesOf('two-levels')(1));
	expect(pinball(outcomes, told) / pinball(outcomes, ofThreeDays)).toBeLessThan(1.05);
});

test('ten minutes of silence every night do not take the season away', () => {
	const isSilent = ({ minute }: Sample) => minute % 1440 >= 180 && minute % 1440 < 190;
	const whole = learnt(outcomesOf('week-rhythm')(EIGHT_HOURS));
	const known = learnt(outcomesOf('week-rhythm', (sample) => !isSilent(sample))(EIGHT_HOURS));
	const error = ({ told: { middle } }: Outcome) => middle;
	expect(medianError(known, error) / medianError(whole, error)).toBeLessThan(1.05);
});

test.each([6, 10, 15])('a feed of a sample every %d minutes gets a season', (spacing) => {
	const whole = learnt(outcomesOf('week-rhythm')(EIGHT_HOURS));
	const sparse = learnt(
		outcomesOf('week-rhythm', ({ minute }) => minute % spacing < 5)(EIGHT_HOURS)
	);
	const error = ({ told: { middle } }: Outcome) => middle;
	expect(medianError(sparse, error) / medianError(whole, error)).toBeLessThan(1.25);
});

test('two days after a shift the new level is no surprise any more', () => {
	const random = createRandom(3);
	const shiftedAt = 7 * DAY_STEPS;
	const samples = Array.from({ length: 12 * DAY_STEPS }, (_, step) => ({
		minute: step * 5,
		value: step < shiftedAt ? 0 : 20 + 0.5 * random.normal()
	}));
	const outcomes = runSeries('cpu_user_pct', samples).get(EIGHT_HOURS) ?? [];
	const later = between(outcomes, shiftedAt + 2 * DAY_STEPS, shiftedAt + 4 * DAY_STEPS);
	const stays = medianError(later, ({ now }) => now);
	expect(medianError(later, ({ told: { middle } }) => middle) / stays).toBeLessThanOrEqual(1);
});

test('one spike does not widen the band of the hours after it', () => {
	const random = createRandom(4);
	const spikeAt = 6 * DAY_STEPS;
	const series = (spike: number) =>
		runSeries(
			'cpu_user_pct',
			Array.from({ length: 7 * DAY_STEPS }, (_, step) => ({
				minute: step * 5,
				value: step === spikeAt ? spike : 10 + 0.5 * random.normal()
			}))
		).get(HALF_HOUR) ?? [];
	const width = (outcomes: readonly Outcome[]) =>
		medianError(
			between(outcomes, spikeAt + 12, spikeAt + 60).map(({ told, ...rest }) => ({
				...rest,
				told,
				value: told.high
			})),
			({ told: { low } }) => low
		);
	expect(width(series(90)) / width(series(10))).toBeLessThan(1.3);
});
