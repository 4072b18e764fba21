/** A minute of a large fleet, about 5 MB. */
const MOST_RECORDS = 12_000;

/** The newest batches that an unreachable daemon has missed, kept for the next try. */
export class Unsent {
	#batches: (readonly unknown[])[] = [];
	#count = 0;

	/** Drops the oldest batches when there are too many; the newest is always kept. */
	add(batch: readonly unknown[]): void {
		this.#batches.push(batch);
		this.#count += batch.length;
		while (this.#count > MOST_RECORDS && this.#batches.length > 1) {
			this.#count -= this.#batches.shift()?.length ?? 0;
		}
	}

	get records(): unknown[] {
		return this.#batches.flat();
	}

	clear(): void {
		this.#batches = [];
		this.#count = 0;
	}
}
