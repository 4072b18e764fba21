import {
	COEFFICIENTS,
	COUNT,
	HIGH,
	LOW,
	MIDDLE,
	RECORD_SIZE,
	SUMS,
	TRACKED,
	trackQuantile
} from './knot-record.ts';
import { KNOTS, KNOT_COUNT } from './knots.ts';
import { STEP_MS } from '../metrics.ts';
import { wasOutside } from './mixture.ts';
import { Pool } from './pool.ts';
import { NORMAL_MEAN_ABSOLUTE, learnGrowth, learnScale, scalesOf } from './scales.ts';
import { FEATURE_COUNT, SUMS_SIZE, accumulate, solve } from './regression.ts';
import {
	ISSUED_BASE,
	ISSUED_HIGH,
	ISSUED_LOW,
	ISSUED_MIDDLE,
	LAST,
	ORIGIN_FRESH,
	ORIGIN_LEVEL,
	ORIGIN_LONG,
	ORIGIN_RETURN,
	ORIGIN_SHORT,
	ORIGIN_USUAL,
	Series
} from './series.ts';
import { DAY_SLOTS } from './season.ts';

/** The regression fades over three days. */
const KEEP = 1 - 1 / (3 * DAY_SLOTS);

/** A series' own observations count as much as the pool's coefficients after this many. */
const POOL_WEIGHT = 100;

/** Errors beyond this many scales count linearly instead of squared (Huber): an incident is not the rule. */
const HUBER = 1.5;

/** In scales: an observation whose features are larger counts less in the pool. */
const LEVERAGE = 20;

/** Step sizes of the quantile trackers, in units of the scale. */
const OWN_RATE = 0.04;
const POOL_RATE = 0.004;

/**
 * Errors of a far horizon overlap, so one surprise is counted once for each of its steps: far horizons learn more
 * slowly and remember longer.
 */
const OVERLAP_STEPS = 24;
const RATES = KNOTS.map((steps) => OWN_RATE / (1 + steps / OVERLAP_STEPS));

/** Called with every outcome for which a half-hour forecast was made. */
export interface ErrorSink {
	/**
	 * @param at time of the outcome, in ms since 1970
	 *
	 * @param deviations the error in standard deviations, assuming it is normal
	 * @param isOutside whether the outcome was outside p10–p90
	 */
	record(at: number, metric: number, deviations: number, isOutside: boolean): void;
}

/** The knot whose errors are reported: half an hour. */
const TOLD_KNOT = KNOTS.indexOf(6);

const features = new Float64Array(FEATURE_COUNT);

/** Called when a step has ended with `series.state[LAST]`: compares it with its forecasts, per horizon. */
export function learn(
	series: Series,
	pool: Pool,
	metric: number,
	step: number,
	slot: number,
	sink: ErrorSink
): void {
	const outcome = series.state[LAST] ?? NaN;
	const scales = scalesOf(series, pool, metric);
	for (let knot = 0; knot < KNOT_COUNT; knot++) {
		const steps = KNOTS[knot] ?? 1;
		const origin = Series.originAt(step - steps);
		const level = series.origins[origin + ORIGIN_LEVEL] ?? NaN;
		const issued = series.issuedAt(step - steps, knot, ISSUED_BASE);
		if (Number.isNaN(issued) || Number.isNaN(level)) continue;
		const own = knot * RECORD_SIZE;
		const pooled = Pool.recordAt(metric, knot);
		const scale = scales[knot] ?? NaN;
		const error = (outcome - issued) / scale;

		const usual = series.origins[origin + ORIGIN_USUAL] ?? NaN;
		// A forecast issued before a day was known says nothing about terms that it lacked.
		if (Number.isNaN(usual) !== series.season.isKnown) {
			features[0] = Number.isNaN(usual) ? 0 : (series.season.at(slot) - usual) / scale;
			features[1] = (series.origins[origin + ORIGIN_RETURN] ?? 0) / scale;
			features[2] = (series.origins[origin + ORIGIN_SHORT] ?? 0) / scale;
			features[3] = (series.origins[origin + ORIGIN_LONG] ?? 0) / scale;
			features[4] = (series.origins[origin + ORIGIN_FRESH] ?? 0) / scale;
			const target = (outcome - level) / scale;
			const weight = Math.min(1, (HUBER * scale) / Math.abs(outcome - issued));
			accumulate(series.records, own + SUMS, features, target, weight, KEEP);
			const poolKeep = 1 - (1 - KEEP) / Math.max(1, pool.members);
			const bounded = weight * leverage(features);
			accumulate(pool.memory, pooled + SUMS, features, target, bounded, poolKeep);
			pool.memory[pooled + COUNT] = (pool.memory[pooled + COUNT] ?? 0) * poolKeep + 1;
		}
		const isOutside = trackOwn(series, knot, step - steps, outcome);
		if (knot === TOLD_KNOT) {
			const wasTold = wasOutside(series, step, outcome) ?? isOutside;
			sink.record((step + 1) * STEP_MS, metric, error * NORMAL_MEAN_ABSOLUTE, wasTold);
		}
		trackPooled(pool, pooled, error);
		learnScale(series, knot, Math.abs(outcome - issued));
		learnGrowth(series, pool, metric, knot);
	}
}

/**
 * Returns the weight of an observation in the pool by the size of its features, in scales (Mallows): a series that hardly
 * ever changes has a tiny scale, and one move of it would otherwise outweigh all other servers.
 */
function leverage(values: Float64Array): number {
	let largest = 0;
	for (const value of values) largest = Math.max(largest, Math.abs(value));
	return Math.min(1, (LEVERAGE / largest) ** 2);
}

/** Returns whether the outcome was outside the issued p10–p90. */
function trackOwn(series: Series, knot: number, origin: number, outcome: number): boolean {
	const own = knot * RECORD_SIZE;
	const rate = rateAfter(series.records[own + COUNT], RATES[knot] ?? OWN_RATE);
	const low = series.issuedAt(origin, knot, ISSUED_LOW);
	const middle = series.issuedAt(origin, knot, ISSUED_MIDDLE);
	const high = series.issuedAt(origin, knot, ISSUED_HIGH);
	trackQuantile(series.records, own + LOW, 0.1, outcome < low, rate);
	trackQuantile(series.records, own + MIDDLE, 0.5, outcome < middle, rate);
	trackQuantile(series.records, own + HIGH, 0.9, outcome < high, rate);
	return outcome < low || outcome > high;
}

/** @param error in units of the scale, like the pool's quantiles */
function trackPooled(pool: Pool, record: number, error: number): void {
	const rate = rateAfter(pool.memory[record + COUNT], POOL_RATE);
	for (const { cell, level } of TRACKED) {
		const isBelow = error < (pool.memory[record + cell] ?? 0);
		trackQuantile(pool.memory, record + cell, level, isBelow, rate);
	}
}

function rateAfter(count: number | undefined, least: number): number {
	return Math.max(least, 1 / ((count ?? 0) + 20));
}

/**
 * Once a day is known the regression's terms mean something else, and the earlier middle of the errors says nothing:
 * both are learnt anew, by the pool when its first server gets there. Scales and spread are kept.
 */
export function startOver({ records }: Series, pool: Pool, metric: number): void {
	if (!pool.seasonal.has(metric)) pool.assume(metric);
	pool.seasonal.add(metric);
	for (let knot = 0; knot < KNOT_COUNT; knot++) {
		const own = knot * RECORD_SIZE;
		records.fill(0, own + SUMS, own + SUMS + SUMS_SIZE);
		const middle = records[own + MIDDLE] ?? 0;
		for (const { cell } of TRACKED) records[own + cell] = (records[own + cell] ?? 0) - middle;
	}
}

/** Fits the coefficients of every horizon anew; quantiles without errors start from the pool's. */
export function fit(series: Series, pool: Pool, metric: number): void {
	for (let knot = 0; knot < KNOT_COUNT; knot++) {
		const own = knot * RECORD_SIZE;
		const pooled = Pool.recordAt(metric, knot);
		const share = POOL_WEIGHT / (pool.memory[pooled + COUNT] ?? 1);
		solve(
			series.records,
			own + SUMS,
			pool.memory,
			pooled + SUMS,
			Math.min(1, share),
			series.records,
			own + COEFFICIENTS
		);
		if (series.records[own + COUNT]) continue;
		for (const cell of [LOW, MIDDLE, HIGH]) {
			series.records[own + cell] = pool.memory[pooled + cell] ?? 0;
		}
	}
}
