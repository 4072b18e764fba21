import type { Problem } from '#core/protocol/problem.ts';

/** Calls back with the problem of the poll that ended a refresh, or with none. */
type Refresher = (problem: Problem | undefined) => void;

/** The viewers that wait for a refresh: for the current poll to end, or for the next one. */
export class Refreshers {
	#waiting: Refresher[] = [];

	/** Resolves when a poll has ended, with its problem if it has one. */
	wait(): Promise<Problem | undefined> {
		return new Promise((resolve) => this.#waiting.push(resolve));
	}

	/** Takes out those that wait now: later ones wait for a later poll. Returns the function that answers them, if any. */
	take(): Refresher | undefined {
		const waiting = this.#waiting;
		this.#waiting = [];
		if (waiting.length === 0) return undefined;
		return (problem) => {
			for (const tell of waiting) tell(problem);
		};
	}
}
