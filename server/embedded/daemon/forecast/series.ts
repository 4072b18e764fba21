import { HORIZON_STEPS } from '../metrics.ts';
import { KNOTS, KNOT_COUNT } from './knots.ts';
import { RECORD_SIZE } from './knot-record.ts';
import { emptyMixture, forgetTold } from './mixture-memory.ts';
import { RecentDays } from './recent-days.ts';
import { Season } from './season.ts';
import { emptyWeights } from './weights-memory.ts';

/** Numbers kept per origin: the starting point of the forecast made there. */
const ORIGIN_SIZE = 7;
export const ORIGIN_LEVEL = 0;
/** The usual value at that time, NaN if no day was known yet. */
export const ORIGIN_USUAL = 1;
export const ORIGIN_RETURN = 2;
export const ORIGIN_SHORT = 3;
export const ORIGIN_LONG = 4;
export const ORIGIN_FRESH = 5;
/** The level minus what was around the same time a week before, NaN while that is not known. */
export const ORIGIN_WEEK = 6;

/** Running levels of one series. */
export const LEVEL = 0;
export const MEDIUM = 1;
export const LONG = 2;
export const VARIANCE = 3;
export const SAMPLES = 4;
/** The step being filled: sum and number of its samples, and the last of them. */
export const SUM = 5;
export const COUNT_IN_STEP = 6;
export const LAST = 7;
/** Time of the first sample, in ms since 1970. */
export const FIRST_AT = 8;
const STATE_SIZE = 9;

/** An issued forecast: the regression's value, and the quantiles around it. */
export const ISSUED_BASE = 0;
export const ISSUED_LOW = 1;
export const ISSUED_MIDDLE = 2;
export const ISSUED_HIGH = 3;
const ISSUE_SIZE = 4;
export type IssuePart =
	typeof ISSUED_BASE | typeof ISSUED_LOW | typeof ISSUED_MIDDLE | typeof ISSUED_HIGH;

/** The start of each knot's issued forecasts: a ring as long as the knot's horizon. */
const ISSUED_FROM = KNOTS.map((_, knot) =>
	KNOTS.slice(0, knot).reduce((sum: number, steps) => sum + steps, 0)
);
const ISSUED_SIZE = KNOTS.reduce((sum: number, steps) => sum + steps, 0);

export interface SeriesMemory {
	state: Float64Array;
	records: Float64Array;
	origins: Float32Array;
	issued: Float32Array;
	season: Float32Array;
	recent?: Float32Array | undefined;
	mixture?: Float32Array | undefined;
}

/** Everything known of one metric of one server. Plain arrays, so that they can be stored and copied as they are. */
export class Series {
	readonly state: Float64Array;
	/** knot × record. */
	readonly records: Float64Array;
	/** Rings by step number: origins, and the forecasts issued there per knot. */
	readonly origins: Float32Array;
	readonly #issued: Float32Array;
	readonly season: Season;
	readonly recent: RecentDays;
	/** mixture-memory.ts says what is where. */
	readonly mixture: Float32Array;
	/** Worked out from the mixture once a step, so not stored; weights-memory.ts says what is where. */
	readonly weights = emptyWeights();

	constructor(memory: SeriesMemory = Series.emptyMemory()) {
		for (const [part, empty] of Object.entries(EMPTY)) {
			const length = memory[part as keyof SeriesMemory]?.length ?? empty.length;
			if (length !== empty.length) throw new RangeError(`a series' ${part} of length ${length}`);
		}
		this.state = memory.state;
		this.records = memory.records;
		this.origins = memory.origins;
		this.#issued = memory.issued;
		this.season = new Season(memory.season);
		this.recent = new RecentDays(memory.recent);
		this.mixture = memory.mixture ?? emptyMixture();
	}

	static emptyMemory(): SeriesMemory {
		return {
			state: new Float64Array(STATE_SIZE),
			records: new Float64Array(KNOT_COUNT * RECORD_SIZE),
			origins: new Float32Array(HORIZON_STEPS * ORIGIN_SIZE).fill(NaN),
			issued: new Float32Array(ISSUED_SIZE * ISSUE_SIZE).fill(NaN),
			season: new Season().memory,
			recent: new RecentDays().memory,
			mixture: emptyMixture()
		};
	}

	/** Returns the arrays themselves, for storing and copying. */
	get memory(): SeriesMemory {
		return {
			state: this.state,
			records: this.records,
			origins: this.origins,
			issued: this.#issued,
			season: this.season.memory,
			recent: this.recent.memory,
			mixture: this.mixture
		};
	}

	/** Returns the time of the first sample, in ms since 1970. */
	get firstAt(): number {
		return this.state[FIRST_AT] ?? NaN;
	}

	/** Returns the start of a step's origin in `origins`. */
	static originAt(step: number): number {
		return (step % HORIZON_STEPS) * ORIGIN_SIZE;
	}

	/** Returns one number of the forecast issued at `step` for `knot`, NaN if there was none. */
	issuedAt(step: number, knot: number, part: IssuePart): number {
		return this.#issued[this.#issuedCell(step, knot) + part] ?? NaN;
	}

	issue(step: number, knot: number, part: IssuePart, value: number): void {
		this.#issued[this.#issuedCell(step, knot) + part] = value;
	}

	/** Marks a step without samples: its place in the rings must not pass for that of an older one. */
	skip(step: number): void {
		this.origins.fill(NaN, Series.originAt(step), Series.originAt(step) + ORIGIN_SIZE);
		for (let knot = 0; knot < KNOT_COUNT; knot++) {
			const cell = this.#issuedCell(step, knot);
			this.#issued.fill(NaN, cell, cell + ISSUE_SIZE);
		}
		forgetTold(this.mixture, step);
	}

	#issuedCell(step: number, knot: number): number {
		return ((ISSUED_FROM[knot] ?? 0) + (step % (KNOTS[knot] ?? 1))) * ISSUE_SIZE;
	}
}

const EMPTY = Series.emptyMemory();
