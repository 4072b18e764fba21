/** Rows are dropped in batches: removing the head of an array moves all the others. */
const PORTION = 256;

/** Rows in the order of their time, limited in number and age. */
export class TimedList<Row extends { at: number }> {
	readonly #keepMs: number;
	readonly #most: number;
	#rows: Row[];

	constructor(keepMs: number, most: number, rows: readonly Row[] = []) {
		this.#keepMs = keepMs;
		this.#most = most;
		this.#rows = rows.toSorted((one, other) => one.at - other.at).slice(-most);
	}

	/** Late rows are inserted by their time. */
	add(row: Row): void {
		const place = this.#rows.findLastIndex(({ at }) => at <= row.at) + 1;
		this.#rows.splice(place, 0, row);
		const newest = this.#rows.at(-1)?.at ?? row.at;
		const stale = this.#firstFrom(newest - this.#keepMs);
		const surplus = this.#rows.length - this.#most;
		if (stale >= PORTION || surplus >= PORTION) this.#rows.splice(0, Math.max(stale, surplus));
	}

	/** Oldest first. */
	since(at: number): Row[] {
		return this.#rows.slice(this.#firstFrom(at));
	}

	get last(): Row | undefined {
		return this.#rows.at(-1);
	}

	all(): readonly Row[] {
		return this.#rows;
	}

	/** Returns the index of the first row at or after a time. */
	#firstFrom(at: number): number {
		let low = 0;
		let high = this.#rows.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.#rows[middle]?.at ?? Infinity) < at) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
