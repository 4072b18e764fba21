import { monotonicClock, type ClientClock } from '#client/clock.ts';

/** Holds something to once in `everyMs`: the first at once, and of what comes before its time only the newest. */
export class Throttle {
	readonly #everyMs: number;
	readonly #clock: ClientClock;
	#doneAt = -Infinity;
	#cancel = () => {};

	constructor(everyMs: number, clock: ClientClock = monotonicClock) {
		this.#everyMs = everyMs;
		this.#clock = clock;
	}

	run(action: () => void): void {
		this.stop();
		const run = () => {
			this.#doneAt = this.#clock.now();
			action();
		};
		const waitMs = this.#doneAt + this.#everyMs - this.#clock.now();
		if (waitMs <= 0) run();
		else this.#cancel = this.#clock.after(waitMs, run);
	}

	/** What waits is no longer wanted. */
	stop(): void {
		this.#cancel();
	}
}
