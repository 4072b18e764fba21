type Read<Value> = IteratorResult<Value, undefined>;

interface PendingRead<Value> {
	resolve(read: Read<Value>): void;
	reject(error: unknown): void;
}

/**
 * An async iterator that buffers one value: a slow reader gets the newest and never a backlog. Each value goes to one
 * reader, the one that has waited longest.
 */
export class Latest<Value> implements AsyncIterator<Value, undefined> {
	#held: { readonly value: Value } | undefined;
	#ended = false;
	#failure: { readonly error: unknown } | undefined;
	#readers: PendingRead<Value>[] = [];
	readonly #onEnd: () => void;

	/** `onEnd` is called once, for any kind of end. */
	constructor(onEnd: () => void) {
		this.#onEnd = onEnd;
	}

	put(value: Value): void {
		if (this.#ended) return;
		const reader = this.#readers.shift();
		if (reader) reader.resolve({ done: false, value });
		else this.#held = { value };
	}

	/** Discards a value that was not read yet. */
	withdraw(): void {
		this.#held = undefined;
	}

	/** Ends the iterator and discards an unread value. An error is thrown to one reader, the next. */
	end(failure?: { readonly error: unknown }): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#failure = failure;
		this.#held = undefined;
		const readers = this.#readers;
		this.#readers = [];
		for (const reader of readers) this.#last(reader);
		this.#onEnd();
	}

	next(): Promise<Read<Value>> {
		return new Promise((resolve, reject) => {
			const reader = { resolve, reject };
			if (this.#held) resolve({ done: false, value: this.#held.value });
			else if (this.#ended) this.#last(reader);
			else this.#readers.push(reader);
			this.#held = undefined;
		});
	}

	return(): Promise<Read<Value>> {
		this.end();
		return Promise.resolve({ done: true, value: undefined });
	}

	#last({ resolve, reject }: PendingRead<Value>): void {
		const failure = this.#failure;
		this.#failure = undefined;
		if (failure) reject(failure.error);
		else resolve({ done: true, value: undefined });
	}
}
