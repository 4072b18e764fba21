import { globSync } from 'node:fs';
import { chanceOver } from '#core/outlook/chance.ts';
import { STEPS_AHEAD } from '#core/outlook/horizons.ts';
import { Forecaster } from '../../../server/embedded/daemon/forecast/forecaster.ts';
import { emptyQuantiles } from '../../../server/embedded/daemon/forecast/quantiles.ts';
import {
	HORIZON_STEPS,
	METRIC_COUNT,
	METRIC_INDEX,
	type MetricName
} from '../../../server/embedded/daemon/metrics.ts';
import { readSeries, type Sample } from '../../support/series/read-series.ts';
import type { Row } from '../row.ts';
import { Reliability } from './reliability.ts';

const MINUTE_MS = 60_000;
const STEP_MINUTES = 5;
const SAMPLES_A_WEEK = 7 * 288;
/** The limits of the product are hardly ever reached in these: a limit here is a share of the range of the week before. */
const LIMIT_SHARES = [0.4, 0.6, 0.8];
const SERVER = 'real001';

/** How often chances came true on series of real servers, from their second week on. */
export function realChances(): Row[] {
	return globSync('tests/fixtures/real-metrics/*.csv.gz')
		.sort()
		.map((file) => {
			const [first] = readSeries(file);
			if (!first) throw new Error(`no series in ${file}`);
			const [metric, samples] = first;
			const name = /([\w-]+)\.csv/.exec(file)?.[1] ?? file;
			const reliability = reliabilityOf(metric, samples);
			return reliability.row(`chances that came true, real series ${name}`);
		});
}

function reliabilityOf(metric: MetricName, samples: readonly Sample[]): Reliability {
	const reliability = new Reliability();
	const forecaster = new Forecaster({ record: () => undefined });
	const quantiles = emptyQuantiles();
	const values = new Float64Array(METRIC_COUNT).fill(NaN);
	const startAt = Date.UTC(2026, 2, 2);
	const stepOf = (minute: number) => Math.round(minute / STEP_MINUTES);
	const came = new Map(samples.map(({ minute, value }) => [stepOf(minute), value]));
	samples.forEach(({ minute, value }, index) => {
		values[METRIC_INDEX[metric]] = value;
		forecaster.observe(SERVER, startAt + minute * MINUTE_MS, values);
		if (index < SAMPLES_A_WEEK) return;
		forecaster.forecast(SERVER, quantiles);
		const week = samples.slice(index - SAMPLES_A_WEEK, index).map((sample) => sample.value);
		const [least, most] = [Math.min(...week), Math.max(...week)];
		const limits = LIMIT_SHARES.map((share) => least + share * (most - least));
		for (const ahead of STEPS_AHEAD) {
			const actual = came.get(stepOf(minute) + ahead);
			if (actual === undefined) continue;
			const cell = METRIC_INDEX[metric] * HORIZON_STEPS + ahead - 1;
			const [p10 = NaN, p50 = NaN, p90 = NaN] = [quantiles.p10, quantiles.p50, quantiles.p90].map(
				(curve) => curve[cell]
			);
			for (const limit of limits)
				reliability.add(chanceOver(limit, p10, p50, p90) * 100, actual >= limit);
		}
	});
	return reliability;
}
