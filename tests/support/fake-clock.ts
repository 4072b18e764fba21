import type { Clock } from '../../server/clock.ts';

/** A clock that stands still until it is moved; timers run in the order of their time. */
export class FakeClock implements Clock {
	#now: number;
	#timers: { at: number; action: () => void }[] = [];

	constructor(now = Date.UTC(2026, 0, 1)) {
		this.#now = now;
	}

	now(): number {
		return this.#now;
	}

	after(ms: number, action: () => void): () => void {
		const timer = { at: this.#now + ms, action };
		this.#timers.push(timer);
		return () => {
			this.#timers = this.#timers.filter((other) => other !== timer);
		};
	}

	/** How many timers wait: a leak shows here. */
	get pending(): number {
		return this.#timers.length;
	}

	/** Moves time on, running what falls due, and lets the promises in between settle. */
	async advance(ms: number): Promise<void> {
		const end = this.#now + ms;
		await settle();
		for (;;) {
			const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
			if (!next) break;
			this.#timers = this.#timers.filter((other) => other !== next);
			this.#now = Math.max(this.#now, next.at);
			next.action();
			await settle();
		}
		this.#now = end;
		await settle();
	}
}

/** A turn of the event loop runs after all promise callbacks that are ready. */
function settle(): Promise<void> {
	return new Promise((resolve) => {
		setImmediate(resolve);
	});
}
