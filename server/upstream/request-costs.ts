/**
 * The measured cost of a kind of request counts half as much after this time, so that one that was slow once is tried
 * again.
 */
const HALVED_AFTER_MS = 60_000;

/** How long each kind of request occupied the daemon when it was last sent. Times are monotonic, in ms. */
export class RequestCosts {
	readonly #took = new Map<string, { readonly ms: number; readonly at: number }>();

	note(kind: string, ms: number, at: number): void {
		this.#took.set(kind, { ms, at });
	}

	/** Returns how long a request of this kind is expected to take, `unmeasuredMs` if none has been measured. */
	expectedMs(kind: string, now: number, unmeasuredMs: number): number {
		const known = this.#took.get(kind);
		if (!known) return unmeasuredMs;
		return known.ms * 0.5 ** ((now - known.at) / HALVED_AFTER_MS);
	}
}
