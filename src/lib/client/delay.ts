/** The drift allowed between a viewer's clock and the server's, as for the worst quartz: a share of the time between. */
const DRIFT = 1 / 1_000;
/** Packets jitter by up to a tick: beyond this they count as delayed. */
const WANDERS_TICKS = 1.5;

/**
 * Estimates the network delay of a packet compared with the quickest so far. A frozen page, or a stalled network, delivers
 * at once what was sent long ago: its age is the real one, not the one it states.
 */
export class Delay {
	#least: { readonly ms: number; readonly now: number } | undefined;

	/** Starts a new measurement: the answer to a request was sent after the request. */
	begin(at: number, now: number): void {
		this.#least = { ms: now - at, now };
	}

	/** Discards the measurement: what follows does not say when it was sent. */
	forget(): void {
		this.#least = undefined;
	}

	/** Returns the delay of a packet published `at`, by the server's clock, and received at `now`, by the viewer's. */
	of(at: number, now: number, tickMs: number): number {
		if (!this.#least) return 0;
		const ms = now - at;
		const least = Math.min(ms, this.#least.ms + (now - this.#least.now) * DRIFT);
		this.#least = { ms: least, now };
		return ms - least > WANDERS_TICKS * tickMs ? ms - least : 0;
	}
}
