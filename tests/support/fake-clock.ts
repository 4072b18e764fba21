import type { Clock } from '../../server/clock.ts';

/** A clock that moves only when a test moves it; timers run in the order of their time. */
export class FakeClock implements Clock {
	/** Begins far from any date, so that the two readings are never mixed up unnoticed. */
	#monotonic = 1_000;
	/** What the wall clock is ahead of the monotonic reading. */
	#wallOffset: number;
	#timers: { at: number; action: () => void }[] = [];

	constructor(now = Date.UTC(2026, 0, 1)) {
		this.#wallOffset = now - this.#monotonic;
	}

	now(): number {
		return this.#monotonic + this.#wallOffset;
	}

	monotonic(): number {
		return this.#monotonic;
	}

	after(ms: number, action: () => void): () => void {
		const timer = { at: this.#monotonic + ms, action };
		this.#timers.push(timer);
		return () => {
			this.#timers = this.#timers.filter((other) => other !== timer);
		};
	}

	/** How many timers wait: a leak shows here. */
	get pending(): number {
		return this.#timers.length;
	}

	/** The wall clock is corrected, as by NTP: no time passes and no timer is touched. */
	setBack(ms: number): void {
		this.#wallOffset -= ms;
	}

	/** The machine sleeps: the wall clock advances, the monotonic one and all timers do not. */
	suspend(ms: number): void {
		this.#wallOffset += ms;
	}

	/** Moves time on, running what falls due, and lets the promises in between settle. */
	async advance(ms: number): Promise<void> {
		const end = this.#monotonic + ms;
		await settle();
		for (;;) {
			const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
			if (!next) break;
			this.#timers = this.#timers.filter((other) => other !== next);
			this.#monotonic = Math.max(this.#monotonic, next.at);
			next.action();
			await settle();
		}
		this.#monotonic = end;
		await settle();
	}
}

/** A turn of the event loop runs after all promise callbacks that are ready. */
function settle(): Promise<void> {
	return new Promise((resolve) => {
		setImmediate(resolve);
	});
}
