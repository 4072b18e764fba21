/** What a viewer's clock may be faster than the server's, by the worst of quartz: a part of the time between. */
const DRIFT = 1 / 1_000;
/** Packets wander by up to a tick on their own: beyond this they were held up. */
const WANDERS_TICKS = 1.5;

/**
 * How much longer a packet was on its way than the quickest so far. A page that was frozen, or a network that stood still,
 * hands over in one go what was sent long ago: it is as old as it is, not as old as it says.
 */
export class Delay {
	#least: { readonly ms: number; readonly now: number } | undefined;

	/** The answer to a question is of after the question: from here on it is measured anew. */
	begin(at: number, now: number): void {
		this.#least = { ms: now - at, now };
	}

	/** Nothing that comes from here on says when it was sent. */
	forget(): void {
		this.#least = undefined;
	}

	/** Of a packet that was published `at`, by the server's clock, and came at `now`, by the viewer's. */
	of(at: number, now: number, tickMs: number): number {
		if (!this.#least) return 0;
		const ms = now - at;
		const least = Math.min(ms, this.#least.ms + (now - this.#least.now) * DRIFT);
		this.#least = { ms: least, now };
		return ms - least > WANDERS_TICKS * tickMs ? ms - least : 0;
	}
}
