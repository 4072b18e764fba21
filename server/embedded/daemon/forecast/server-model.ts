import { HORIZON_STEPS, METRIC_COUNT, METRIC_NAMES, STEP_MS, metricMaximum } from '../metrics.ts';
import { startOf, type Start } from './features.ts';
import { HIGH, LOW, MIDDLE, RECORD_SIZE } from './knot-record.ts';
import { KNOTS } from './knots.ts';
import { fit, learn, startOver, type ErrorSink } from './learn.ts';
import { scalesOf } from './scales.ts';
import { baseAt } from './median.ts';
import { tellMixture } from './mix.ts';
import { learnMixture } from './mixture.ts';
import { observe, rebase, sharesAfter, stepOf, takeStepMean } from './observe.ts';
import type { Pool } from './pool.ts';
import type { Quantiles } from './quantiles.ts';
import { writeQuantiles } from './write-quantiles.ts';
import {
	FIRST_AT,
	ISSUED_BASE,
	ISSUED_HIGH,
	ISSUED_LOW,
	ISSUED_MIDDLE,
	ORIGIN_FRESH,
	ORIGIN_LEVEL,
	ORIGIN_LONG,
	ORIGIN_RETURN,
	ORIGIN_SHORT,
	ORIGIN_USUAL,
	ORIGIN_WEEK,
	LAST,
	Series
} from './series.ts';
import { slotOf } from './season.ts';

const start: Start = { level: NaN, usual: NaN, back: NaN, short: NaN, long: NaN, fresh: NaN };

const DAY_MS = 24 * 60 * 60_000;
const STEPS_AN_HOUR = 12;

/** The errors of a copy are not reported. */
const DEAF: ErrorSink = { record: () => undefined };

/** Everything learnt of one server. Samples must come in the order of their times; older ones are skipped. */
export class ServerModel {
	readonly pool: Pool;
	/** Indexed like METRIC_NAMES; absent if the server never reported the metric. */
	readonly series: (Series | undefined)[] = Array.from({ length: METRIC_COUNT });
	/** Time of the newest sample, ms since 1970; NaN before the first. */
	at = NaN;

	readonly #sink: ErrorSink;

	constructor(pool: Pool, sink: ErrorSink) {
		this.pool = pool;
		this.#sink = sink;
	}

	observe(at: number, values: Float64Array): void {
		if (at < this.at) return;
		this.#closeStepsUntil(stepOf(at));
		const shares = sharesAfter(Number.isNaN(this.at) ? 0 : at - this.at);
		const slot = slotOf(at);
		this.at = at;
		for (let metric = 0; metric < METRIC_COUNT; metric++) {
			const value = values[metric] ?? NaN;
			if (Number.isNaN(value)) continue;
			let series = this.series[metric];
			if (!series) {
				this.series[metric] = series = new Series();
				series.state[FIRST_AT] = at;
				fit(series, this.pool, metric);
			}
			observe(series, value, slot, shares);
		}
	}

	/** Handles a clock that was set back: pending forecasts are dropped, the learnt values stay. */
	setBack(): void {
		this.at = NaN;
		for (const series of this.series) {
			if (!series) continue;
			takeStepMean(series);
			for (let step = 0; step < HORIZON_STEPS; step++) series.skip(step);
		}
	}

	/** Writes the forecast from the newest sample on; NaN for metrics never reported. */
	forecast(into: Quantiles): void {
		const slot = slotOf(this.at);
		for (const [metric, name] of METRIC_NAMES.entries()) {
			const series = this.series[metric];
			const from = metric * HORIZON_STEPS;
			if (!series) {
				for (const part of [into.p10, into.p50, into.p90]) {
					part.fill(NaN, from, from + HORIZON_STEPS);
				}
				into.trend[metric] = NaN;
				continue;
			}
			startOf(series, slot, start);
			const scales = scalesOf(series, this.pool, metric);
			writeQuantiles(
				series,
				scales,
				start,
				stepOf(this.at),
				slot,
				metricMaximum(name),
				metric,
				into
			);
			into.trend[metric] = ((into.p50[from + 6] ?? 0) - (into.p50[from] ?? 0)) / 6;
		}
	}

	/** Returns a copy for experiments: its learning leaves this model unchanged. */
	copy(): ServerModel {
		const copy = new ServerModel(this.pool.copy(), DEAF);
		copy.at = this.at;
		this.series.forEach((series, metric) => {
			if (series) copy.series[metric] = new Series(structuredClone(series.memory));
		});
		return copy;
	}

	#closeStepsUntil(step: number): void {
		if (Number.isNaN(this.at)) return;
		const open = stepOf(this.at);
		if (open >= step) return;
		for (let metric = 0; metric < METRIC_COUNT; metric++) {
			const series = this.series[metric];
			if (!series) continue;
			this.#close(series, metric, open);
			const gap = Math.min(step, open + 1 + HORIZON_STEPS);
			for (let silent = open + 1; silent < gap; silent++) series.skip(silent);
		}
	}

	#close(series: Series, metric: number, step: number): void {
		const mean = takeStepMean(series);
		if (Number.isNaN(mean)) return series.skip(step);
		const slot = slotOf(step * STEP_MS);
		const outcome = series.state[LAST] ?? NaN;
		learn(series, this.pool, metric, step, slot, this.#sink);
		learnMixture(series, step, outcome);
		series.recent.put(step, outcome);
		// Sorting three days takes a while: one metric after the other.
		if ((step + metric) % STEPS_AN_HOUR === 0) series.recent.learnThreeDays();
		fit(series, this.pool, metric);
		const wasKnown = series.season.isKnown;
		this.#issue(series, metric, step, slot);
		series.season.learn(slot, mean);
		if (!wasKnown && step * STEP_MS - series.firstAt >= DAY_MS) series.season.endDay();
		if (wasKnown || !series.season.isKnown) return;
		rebase(series, slot);
		startOver(series, this.pool, metric);
	}

	#issue(series: Series, metric: number, step: number, slot: number): void {
		startOf(series, slot, start);
		const origin = Series.originAt(step);
		series.origins[origin + ORIGIN_LEVEL] = start.level;
		series.origins[origin + ORIGIN_USUAL] = start.usual;
		series.origins[origin + ORIGIN_RETURN] = start.back;
		series.origins[origin + ORIGIN_SHORT] = start.short;
		series.origins[origin + ORIGIN_LONG] = start.long;
		series.origins[origin + ORIGIN_FRESH] = start.fresh;
		const gap = start.level - series.recent.aWeekBefore(step);
		series.origins[origin + ORIGIN_WEEK] = gap;
		const scales = scalesOf(series, this.pool, metric);
		for (const [knot, steps] of KNOTS.entries()) {
			const base = baseAt(series.records, knot, series.season, slot, steps, start);
			const scale = scales[knot] ?? NaN;
			const own = knot * RECORD_SIZE;
			const quantile = (cell: number) => base + scale * (series.records[own + cell] ?? 0);
			series.issue(step, knot, ISSUED_BASE, base);
			series.issue(step, knot, ISSUED_LOW, quantile(LOW));
			series.issue(step, knot, ISSUED_MIDDLE, quantile(MIDDLE));
			series.issue(step, knot, ISSUED_HIGH, quantile(HIGH));
		}
		tellMixture(series, step, start.level, gap);
	}
}
