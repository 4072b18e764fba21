import { METRIC_COUNT } from '../metrics.ts';

/** The last raw samples of one server, oldest first; a full ring drops the oldest. */
export class SampleRing {
	readonly capacity: number;
	readonly #times: Float64Array;
	readonly #values: Float64Array;
	#next = 0;
	#length = 0;

	constructor(capacity: number) {
		this.capacity = capacity;
		this.#times = new Float64Array(capacity);
		this.#values = new Float64Array(capacity * METRIC_COUNT);
	}

	get length(): number {
		return this.#length;
	}

	/** Inserts a sample by its time: a late one goes before the newer ones. */
	push(at: number, values: Float64Array): void {
		this.#next = (this.#next + 1) % this.capacity;
		this.#length = Math.min(this.capacity, this.#length + 1);
		let position = this.#length - 1;
		for (; position > 0 && this.timeAt(position - 1) > at; position--) {
			this.#put(position, this.timeAt(position - 1), this.valuesAt(position - 1));
		}
		this.#put(position, at, values);
	}

	/** Forgets the samples newer than `at`. */
	dropAfter(at: number): void {
		while (this.#length > 0 && this.timeAt(this.#length - 1) > at) {
			this.#length -= 1;
			this.#next = (this.#next - 1 + this.capacity) % this.capacity;
		}
	}

	/** Returns the time of the sample at `position`, in ms since 1970; 0 is the oldest. */
	timeAt(position: number): number {
		return this.#times[this.#slot(position)] ?? NaN;
	}

	/** Returns all metrics of the sample at `position`: a view, not a copy. */
	valuesAt(position: number): Float64Array {
		const from = this.#slot(position) * METRIC_COUNT;
		return this.#values.subarray(from, from + METRIC_COUNT);
	}

	/** Returns the newest finite value of each metric, NaN if the ring has none. */
	latest(): Float64Array {
		const found = new Float64Array(METRIC_COUNT).fill(NaN);
		let missing = METRIC_COUNT;
		for (let position = this.#length - 1; position >= 0 && missing > 0; position--) {
			const values = this.valuesAt(position);
			for (let metric = 0; metric < METRIC_COUNT; metric++) {
				const value = values[metric] ?? NaN;
				if (!Number.isNaN(found[metric] ?? NaN) || Number.isNaN(value)) continue;
				found[metric] = value;
				missing -= 1;
			}
		}
		return found;
	}

	/** Returns copies of all samples, oldest first: times, and METRIC_COUNT values per sample. */
	toArrays(): { times: Float64Array; samples: Float64Array } {
		const times = new Float64Array(this.#length);
		const samples = new Float64Array(this.#length * METRIC_COUNT);
		for (let position = 0; position < this.#length; position++) {
			times[position] = this.timeAt(position);
			samples.set(this.valuesAt(position), position * METRIC_COUNT);
		}
		return { times, samples };
	}

	/** Returns the median time between the last samples in ms; with fewer than two the contract's 5 s. */
	spacingMs(): number {
		const gaps: number[] = [];
		for (let position = Math.max(1, this.#length - 20); position < this.#length; position++) {
			gaps.push(this.timeAt(position) - this.timeAt(position - 1));
		}
		const positive = gaps.filter((gap) => gap > 0).sort((one, other) => one - other);
		return positive[Math.floor(positive.length / 2)] ?? 5000;
	}

	#put(position: number, at: number, values: Float64Array): void {
		const slot = this.#slot(position);
		this.#times[slot] = at;
		this.#values.set(values, slot * METRIC_COUNT);
	}

	#slot(position: number): number {
		return (this.#next - this.#length + position + this.capacity) % this.capacity;
	}
}
