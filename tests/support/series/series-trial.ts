import { Forecaster } from '../../../server/embedded/daemon/forecast/forecaster.ts';
import { emptyQuantiles } from '../../../server/embedded/daemon/forecast/quantiles.ts';
import {
	HORIZON_STEPS,
	METRIC_COUNT,
	METRIC_INDEX,
	type MetricName
} from '../../../server/embedded/daemon/metrics.ts';
import type { Sample } from './read-series.ts';

const SERVER = 'real001';
const MINUTE_MS = 60_000;
const STEP_MINUTES = 5;
export const DAY_STEPS = 288;
const THREE_DAYS = 3 * DAY_STEPS;
const START_AT = Date.UTC(2026, 2, 2);

/** Steps of five minutes: 5 min, 30 min, 2 h, 8 h. */
export const SERIES_HORIZONS = [1, 6, 24, 96] as const;

/** What was told of one outcome, and what simpler forecasters would have. */
export interface Outcome {
	/** Steps since the first midnight. */
	readonly step: number;
	readonly value: number;
	readonly told: Band;
	/** The value when the forecast was made. */
	readonly now: number;
	/** The quantiles of the three days before the forecast; undefined in the first day. */
	readonly threeDays: Band | undefined;
	/** The value at the same time a day before the outcome. */
	readonly yesterday: number | undefined;
}

export interface Band {
	readonly low: number;
	readonly middle: number;
	readonly high: number;
}

/** By horizon in steps. */
export type Outcomes = ReadonlyMap<number, readonly Outcome[]>;

/** Feeds one series to a fresh forecaster and returns every outcome of which something was told, by horizon. */
export function runSeries(metric: MetricName, samples: readonly Sample[]): Outcomes {
	const forecaster = new Forecaster({ record: () => undefined });
	const quantiles = emptyQuantiles();
	const values = new Float64Array(METRIC_COUNT).fill(NaN);
	const stepOf = (minute: number) => Math.round(minute / STEP_MINUTES);
	const came = new Map(samples.map(({ minute, value }) => [stepOf(minute), value]));
	const outcomes = new Map(SERIES_HORIZONS.map((steps) => [steps as number, [] as Outcome[]]));
	const recent: number[] = [];
	for (const { minute, value } of samples) {
		values[METRIC_INDEX[metric]] = value;
		forecaster.observe(SERVER, START_AT + minute * MINUTE_MS, values);
		forecaster.forecast(SERVER, quantiles);
		recent.push(value);
		if (recent.length > THREE_DAYS) recent.shift();
		const threeDays = recent.length > DAY_STEPS / 2 ? bandOf(recent) : undefined;
		for (const ahead of SERIES_HORIZONS) {
			const step = stepOf(minute) + ahead;
			const outcome = came.get(step);
			if (outcome === undefined) continue;
			const cell = METRIC_INDEX[metric] * HORIZON_STEPS + ahead - 1;
			outcomes.get(ahead)?.push({
				step,
				value: outcome,
				told: {
					low: answered(quantiles.p10[cell]),
					middle: answered(quantiles.p50[cell]),
					high: answered(quantiles.p90[cell])
				},
				now: value,
				threeDays,
				yesterday: came.get(step - DAY_STEPS)
			});
		}
	}
	return outcomes;
}

/** Returns a number as it stands in an answer: in thousandths. */
function answered(value = NaN): number {
	return Math.round(value * 1000) / 1000;
}

function bandOf(values: readonly number[]): Band {
	const sorted = Float64Array.from(values).sort();
	const at = (level: number) => sorted[Math.round((sorted.length - 1) * level)] ?? NaN;
	return { low: at(0.1), middle: at(0.5), high: at(0.9) };
}
