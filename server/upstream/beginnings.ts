/** A metric not seen for longer than two forecast steps may have been below its limit in between. */
export const GAP_MS = 10 * 60_000;

/** When a metric went over its limit. */
export interface Beginning {
	/** Monotonic. */
	readonly at: number;
	/** Whether the metric was seen below its limit just before. */
	readonly seen: boolean;
}

/** The result of the previous observation: since when each metric has been over its limit, and which servers were seen. */
export interface OverMemory {
	/** Monotonic. */
	readonly lookedAt: number;
	readonly begun: ReadonlyMap<string, Beginning>;
	readonly servers: ReadonlySet<string>;
}

/** Since when metrics have been over their limits, as one observation after another finds them over. */
export class Beginnings {
	readonly #before: OverMemory | undefined;
	readonly #begun = new Map<string, Beginning>();
	readonly #at: number;
	readonly #silent: ReadonlySet<string>;

	/** `at`: monotonic, as in the memory of the previous observation. */
	constructor(memory: OverMemory | undefined, at: number, silent: ReadonlySet<string>) {
		this.#before = memory && at - memory.lookedAt <= GAP_MS ? memory : undefined;
		this.#at = at;
		this.#silent = silent;
	}

	/** A server's metric is over its limit: returns since when. What a silent server reports is not remembered. */
	begin(key: string, server: string): Beginning {
		const beginning = this.#before?.begun.get(key) ?? {
			at: this.#at,
			seen: this.#before?.servers.has(server) === true
		};
		if (!this.isSilent(server)) this.#begun.set(key, beginning);
		return beginning;
	}

	isSilent(server: string): boolean {
		return this.#silent.has(server);
	}

	/** Returns what the next observation needs to know of this one, which saw these servers. */
	memory(servers: readonly string[]): OverMemory {
		const speaking = servers.filter((server) => !this.isSilent(server));
		return { lookedAt: this.#at, begun: this.#begun, servers: new Set(speaking) };
	}
}
