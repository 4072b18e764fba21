import { METRIC_COUNT } from '../metrics.ts';

/** The last samples of one server, raw, oldest first; the oldest give way. */
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

	push(at: number, values: Float64Array): void {
		this.#times[this.#next] = at;
		this.#values.set(values, this.#next * METRIC_COUNT);
		this.#next = (this.#next + 1) % this.capacity;
		this.#length = Math.min(this.capacity, this.#length + 1);
	}

	/** Milliseconds since 1970 of the sample at `position`, 0 being the oldest kept. */
	timeAt(position: number): number {
		return this.#times[this.#slot(position)] ?? NaN;
	}

	/** All metrics of the sample at `position`: a view, not a copy. */
	valuesAt(position: number): Float64Array {
		const from = this.#slot(position) * METRIC_COUNT;
		return this.#values.subarray(from, from + METRIC_COUNT);
	}

	/** The newest finite value of each metric, NaN where there is none in the ring. */
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

	/** Median time between the last samples, ms; 5 s, the contract's feed, before there are two. */
	spacingMs(): number {
		const gaps: number[] = [];
		for (let position = Math.max(1, this.#length - 20); position < this.#length; position++) {
			gaps.push(this.timeAt(position) - this.timeAt(position - 1));
		}
		const positive = gaps.filter((gap) => gap > 0).sort((one, other) => one - other);
		return positive[Math.floor(positive.length / 2)] ?? 5000;
	}

	#slot(position: number): number {
		return (this.#next - this.#length + position + this.capacity) % this.capacity;
	}
}
