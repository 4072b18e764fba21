import type { Joined, Replay } from '#core/protocol/messages.ts';
import type { Problem } from '#core/protocol/problem.ts';

/** The moment of the past that a page shows, or none while it shows now. */
export class Past {
	#wanted = $state.raw<Replay>();
	#shown = $state.raw<Joined['replay']>();
	#problem = $state.raw<Problem>();
	readonly #ask: (replay: Replay | undefined) => void;

	constructor(ask: (replay: Replay | undefined) => void) {
		this.#ask = ask;
	}

	/** Undefined while now is wanted. */
	get wanted(): Replay | undefined {
		return this.#wanted;
	}

	/** Where it began and how fast it goes by, and from when to when things are kept; undefined until it is there. */
	get shown(): Joined['replay'] {
		return this.#shown;
	}

	/** Why the past that was wanted last is not shown. */
	get problem(): Problem | undefined {
		return this.#problem;
	}

	/** What was at a moment, and from there on at a speed; 0 stands still. */
	show(replay: Replay): void {
		this.#problem = undefined;
		this.#wanted = replay;
		this.#ask(replay);
	}

	/** Back to now; what was is on screen, and said to be so, until now has come. */
	leave(): void {
		this.#wanted = undefined;
		this.#ask(undefined);
	}

	/** A join was answered; without a replay in it the answer is about now. */
	joined(replay: Joined['replay']): void {
		this.#shown = replay;
	}

	/** Nobody is left with nothing because a moment is not kept: now is shown again, and why. */
	refused(problem: Problem | undefined): void {
		if (!this.#wanted) return;
		this.leave();
		this.#problem = problem;
	}
}
