/** A fixed window in memory, per route and client address, like that of the contract's daemon. */
export class RateLimit {
	readonly #now: () => number;
	readonly #counts = new Map<string, number>();
	#windowStart = -Infinity;

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Counts one call; returns false if it is over `perMinute`. */
	allow(route: string, address: string, perMinute: number): boolean {
		const now = this.#now();
		if (now - this.#windowStart >= 60_000) {
			this.#counts.clear();
			this.#windowStart = now;
		}
		const bucket = JSON.stringify([route, address]);
		const count = (this.#counts.get(bucket) ?? 0) + 1;
		this.#counts.set(bucket, count);
		return count <= perMinute;
	}
}
