import { monotonicClock, type ClientClock } from '#client/clock.ts';

/** Runs something at most once in `everyMs`: the first call at once, and of those before their time only the newest. */
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

	/** Cancels a pending call. */
	stop(): void {
		this.#cancel();
	}
}
