import { DAY_SLOTS } from './season.ts';

/** Steps of a week. */
export const WEEK_STEPS = 7 * DAY_SLOTS;

/** Neighbours on either side: a job does not begin at the same minute every day. */
export const NEAR_STEPS = 2;

/** The ring is longer than a week by what the neighbours of "a week ago" need. */
const RING_STEPS = WEEK_STEPS + 2 * NEAR_STEPS;

/** Fewer samples at a time of day say nothing about its quantiles. */
const LEAST_AT_TIME = 2 * NEAR_STEPS + 1;

export const RECENT_STEPS = 3 * DAY_SLOTS;
/** Half a day of five-minute samples, or a day and a half of a sample every quarter of an hour. */
const LEAST_RECENT = DAY_SLOTS / 2;

const LEVELS = [0.1, 0.5, 0.9] as const;

/** Where the parts begin in the memory. */
const AT_TIME = RING_STEPS;
const THREE_DAYS = AT_TIME + LEVELS.length * DAY_SLOTS;
const NEWEST = THREE_DAYS + LEVELS.length;
const SIZE = NEWEST + 1;

const sorted = new Float64Array(RECENT_STEPS);

/** Views of the first numbers of `sorted`, kept because a step of a thousand servers would make many thousands of them. */
const views = new Map<number, Float64Array>();

function viewOf(count: number): Float64Array {
	let view = views.get(count);
	if (!view) views.set(count, (view = sorted.subarray(0, count)));
	return view;
}

/** Returns where in the memory the quantiles of the time of day of a step begin. */
export function timeOfDayCell(step: number): number {
	return AT_TIME + (step % DAY_SLOTS) * LEVELS.length;
}

/** Returns where the same quantile of the next time of day is: dividing each step by a day's steps costs too much. */
export function nextTimeOfDay(cell: number): number {
	const next = cell + LEVELS.length;
	return next < THREE_DAYS ? next : next - LEVELS.length * DAY_SLOTS;
}

/** The samples of the last week, one a step, and the quantiles of those of three days and of each time of day. */
export class RecentDays {
	/** In one array that can be stored and copied as it is; the step numbers since 1970 are exact in 32 bits. */
	readonly memory: Float32Array;

	constructor(memory: Float32Array = new Float32Array(SIZE).fill(NaN)) {
		this.memory = memory;
	}

	/** Takes in the newest sample of a step that has ended; steps left out since the previous one had none. */
	put(step: number, value: number): void {
		const newest = this.memory[NEWEST] ?? NaN;
		const silent = Math.min(step - newest - 1, RING_STEPS);
		for (let back = 1; back <= silent; back++) this.memory[(step - back) % RING_STEPS] = NaN;
		this.memory[step % RING_STEPS] = value;
		this.memory[NEWEST] = step;
		// Only once all its neighbours have passed: what is told of a coming slot must not change until it is there.
		const passed = Math.min(silent, DAY_SLOTS - 2 * NEAR_STEPS);
		for (let back = passed > 0 ? passed : 0; back >= 0; back--) {
			this.#learnTimeOfDay(step - back - NEAR_STEPS);
		}
	}

	/** Returns a quantile (0: p10, 1: p50, 2: p90) of the last days around the time of day of a step, NaN while unknown. */
	atTimeOfDay(step: number, quantile: number): number {
		return this.memory[timeOfDayCell(step) + quantile] ?? NaN;
	}

	/** Returns a quantile of the last three days as of the last `learnThreeDays`, NaN while there is less than a day. */
	ofThreeDays(quantile: number): number {
		return this.memory[THREE_DAYS + quantile] ?? NaN;
	}

	/** Returns the mean around the same time a week before, NaN where nothing is known of it. */
	aWeekBefore(step: number): number {
		let sum = 0;
		let count = 0;
		const middle = step - WEEK_STEPS;
		const newest = this.memory[NEWEST] ?? NaN;
		for (let near = middle - NEAR_STEPS; near <= middle + NEAR_STEPS; near++) {
			const value = this.memory[near % RING_STEPS] ?? NaN;
			if (near > newest || near <= newest - RING_STEPS || Number.isNaN(value)) continue;
			sum += value;
			count += 1;
		}
		return count ? sum / count : NaN;
	}

	/** Learns the quantiles of three days anew: they change little within an hour, and sorting is not cheap. */
	learnThreeDays(): void {
		const newest = this.memory[NEWEST] ?? NaN;
		let count = 0;
		for (let step = newest - RECENT_STEPS + 1; step <= newest; step++)
			count = this.#collect(step, count);
		if (count >= LEAST_RECENT) this.#write(THREE_DAYS, count);
	}

	#learnTimeOfDay(middle: number): void {
		const oldest = middle - WEEK_STEPS;
		let count = 0;
		for (let day = middle; day > oldest; day -= DAY_SLOTS) {
			for (let near = day - NEAR_STEPS; near <= day + NEAR_STEPS; near++)
				count = this.#collect(near, count);
		}
		if (count < LEAST_AT_TIME) return;
		this.#write(AT_TIME + (middle % DAY_SLOTS) * LEVELS.length, count);
	}

	/** Adds a step's sample, where there is one, to those that are sorted next; returns their new number. */
	#collect(step: number, count: number): number {
		const value = this.memory[step % RING_STEPS] ?? NaN;
		if (Number.isNaN(value)) return count;
		sorted[count] = value;
		return count + 1;
	}

	#write(from: number, count: number): void {
		const values = viewOf(count).sort();
		for (const [index, level] of LEVELS.entries()) {
			const place = (count - 1) * level;
			const below = Math.floor(place);
			const low = values[below] ?? NaN;
			const high = values[Math.min(below + 1, count - 1)] ?? NaN;
			this.memory[from + index] = low + (place - below) * (high - low);
		}
	}
}
