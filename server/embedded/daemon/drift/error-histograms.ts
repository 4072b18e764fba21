import { METRIC_COUNT } from '../metrics.ts';

const HOUR_MS = 60 * 60_000;

/** Hours kept: a week. */
const HOURS = 7 * 24;

/** Bins of a quarter of a standard deviation from −6 to 6; the outer ones include everything beyond. */
const BIN_WIDTH = 0.25;
const BINS = 48;
const EDGE = (BINS / 2) * BIN_WIDTH;

/** Cells per metric: the bins, then the number of errors outside p10–p90, and of those beyond three deviations. */
const OUTSIDE = BINS;
const FAR = BINS + 1;
const CELLS = BINS + 2;
const FAR_DEVIATIONS = 3;

/** The forecast's errors over a span of time, of one metric or of all together. */
export interface ErrorCounts {
	bins: Float64Array;
	total: number;
	outside: number;
	far: number;
}

/** The forecast's errors of a week, counted by hour and metric. */
export class ErrorHistograms {
	/** hour × metric × cell, and in front of each hour its number since 1970 (−1: empty). */
	readonly #counts: Float64Array[];
	readonly #hours: Float64Array;

	constructor(stored?: StoredHistograms) {
		this.#counts =
			stored?.counts ?? Array.from({ length: HOURS }, () => new Float64Array(METRIC_COUNT * CELLS));
		this.#hours = stored?.hours ?? new Float64Array(HOURS).fill(-1);
	}

	/**
	 * @param at time of the outcome, in ms since 1970
	 *
	 * @param deviations the error in standard deviations
	 * @param isOutside whether the outcome was outside p10–p90
	 */
	record(at: number, metric: number, deviations: number, isOutside: boolean): void {
		const hour = Math.floor(at / HOUR_MS);
		const place = hour % HOURS;
		const counts = this.#counts[place];
		if (!counts || !Number.isFinite(deviations)) return;
		if (this.#hours[place] !== hour) {
			counts.fill(0);
			this.#hours[place] = hour;
		}
		const bin = Math.floor((Math.max(-EDGE, Math.min(EDGE, deviations)) + EDGE) / BIN_WIDTH);
		const from = metric * CELLS;
		const add = (cell: number) => (counts[from + cell] = (counts[from + cell] ?? 0) + 1);
		add(Math.min(BINS - 1, bin));
		if (isOutside) add(OUTSIDE);
		if (Math.abs(deviations) > FAR_DEVIATIONS) add(FAR);
	}

	/** Returns the sums of the hours from `from` to before `to`, in hours since 1970. */
	between(from: number, to: number): ErrorCounts {
		const sum: ErrorCounts = { bins: new Float64Array(BINS), total: 0, outside: 0, far: 0 };
		this.#hours.forEach((hour, place) => {
			const counts = this.#counts[place];
			if (!counts || hour < from || hour >= to) return;
			for (let metric = 0; metric < METRIC_COUNT; metric++) addMetric(counts, metric * CELLS, sum);
		});
		return sum;
	}

	/** Returns the newest hour with an error, −1 if there is none. */
	get newestHour(): number {
		return this.#hours.reduce((newest, hour) => Math.max(newest, hour), -1);
	}

	get stored(): StoredHistograms {
		return { counts: this.#counts, hours: this.#hours };
	}
}

export interface StoredHistograms {
	counts: Float64Array[];
	hours: Float64Array;
}

function addMetric(counts: Float64Array, from: number, sum: ErrorCounts): void {
	for (let bin = 0; bin < BINS; bin++) {
		const count = counts[from + bin] ?? 0;
		sum.bins[bin] = (sum.bins[bin] ?? 0) + count;
		sum.total += count;
	}
	sum.outside += counts[from + OUTSIDE] ?? 0;
	sum.far += counts[from + FAR] ?? 0;
}

/** Returns the middle of a bin, in standard deviations. */
export function binCentre(bin: number): number {
	return (bin + 0.5) * BIN_WIDTH - EDGE;
}
