import { COUNT, RECORD_SIZE, SCALE } from './knot-record.ts';
import { KNOTS, KNOT_COUNT } from './knots.ts';
import { Pool } from './pool.ts';
import { DAY_SLOTS } from './season.ts';
import { LEVEL, VARIANCE, type Series } from './series.ts';

/**
 * A series' own error counts as much as its prior after this many errors; the prior comes from the pool or the nearer
 * horizon.
 */
const SCALE_PRIOR = 6;

/** In scales: a larger error counts as one of this size in the scale itself. */
const SURPRISE = 5;

/** Errors of far horizons overlap: their scale remembers longer. */
const SCALE_MEMORY = KNOTS.map((steps) => DAY_SLOTS / 3 + 4 * steps);

/** Share of the newest server's growth in that of its pool. */
const GROWTH_RATE = 0.004;

/** Mean absolute value of a normal variable in units of its standard deviation. */
export const NORMAL_MEAN_ABSOLUTE = 0.7979;

export function learnScale(series: Series, knot: number, absoluteError: number): void {
	const own = knot * RECORD_SIZE;
	const count = series.records[own + COUNT] ?? 0;
	const scale = series.records[own + SCALE] ?? 0;
	const share = 1 / Math.min(count + 1, SCALE_MEMORY[knot] ?? 1);
	// One spike must not widen the band for half a day; a new level raises the scale all the same, a little every step.
	const surprise = count < SCALE_PRIOR ? absoluteError : Math.min(absoluteError, SURPRISE * scale);
	series.records[own + SCALE] = scale + share * (surprise - scale);
	series.records[own + COUNT] = count + 1;
}

/** Learns how much larger errors are at one horizon than at the previous one, from servers that know both. */
export function learnGrowth(series: Series, pool: Pool, metric: number, knot: number): void {
	const own = knot * RECORD_SIZE;
	const before = knot ? (series.records[own - RECORD_SIZE + SCALE] ?? 0) : noiseOf(series);
	const count = series.records[own + COUNT] ?? 0;
	if (count < 2 * SCALE_PRIOR || !(before > 0)) return;
	const cell = Pool.recordAt(metric, knot) + SCALE;
	const growth = (series.records[own + SCALE] ?? 0) / before;
	const share = GROWTH_RATE;
	pool.memory[cell] =
		(pool.memory[cell] ?? 1) + share * (Math.min(growth, 10) - (pool.memory[cell] ?? 1));
}

/** Returns the mean absolute deviation of the raw samples from their level. */
function noiseOf({ state }: Series): number {
	return NORMAL_MEAN_ABSOLUTE * Math.sqrt(state[VARIANCE] ?? 0);
}

const scales = new Float64Array(KNOT_COUNT);

/**
 * Returns the expected mean absolute error per knot: the series' own once known, otherwise that of the nearer horizon,
 * grown.
 */
export function scalesOf(series: Series, pool: Pool, metric: number): Float64Array {
	// A constant metric has no error, but the result is a divisor.
	let before = Math.max(noiseOf(series), 1e-4 * (1 + Math.abs(series.state[LEVEL] ?? 0)));
	for (let knot = 0; knot < KNOT_COUNT; knot++) {
		const own = knot * RECORD_SIZE;
		const count = series.records[own + COUNT] ?? 0;
		const expected = before * (pool.memory[Pool.recordAt(metric, knot) + SCALE] ?? 1);
		const seen = series.records[own + SCALE] ?? 0;
		const known = Math.min(count, SCALE_MEMORY[knot] ?? 1);
		before = (known * seen + SCALE_PRIOR * expected) / (known + SCALE_PRIOR);
		scales[knot] = before;
	}
	return scales;
}
