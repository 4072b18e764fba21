import type { Joined, Replay } from '#core/protocol/messages.ts';
import type { Problem } from '#core/protocol/problem.ts';

/** The moment of the past that a page shows, if any. */
export class Past {
	#wanted = $state.raw<Replay>();
	#shown = $state.raw<Joined['replay']>();
	#problem = $state.raw<Problem>();
	readonly #ask: (replay: Replay | undefined) => void;

	constructor(ask: (replay: Replay | undefined) => void) {
		this.#ask = ask;
	}

	/** Undefined while the present is wanted. */
	get wanted(): Replay | undefined {
		return this.#wanted;
	}

	/** Where the replay started, its speed, and the range that is kept; undefined until it is shown. */
	get shown(): Joined['replay'] {
		return this.#shown;
	}

	/** Why the replay that was requested last is not shown. */
	get problem(): Problem | undefined {
		return this.#problem;
	}

	/** Shows a moment of the past and continues from there at a speed; 0 pauses. */
	show(replay: Replay): void {
		this.#problem = undefined;
		this.#wanted = replay;
		this.#ask(replay);
	}

	/** Returns to the present. The past stays on screen, and marked as such, until the present has arrived. */
	leave(): void {
		this.#wanted = undefined;
		this.#ask(undefined);
	}

	/** A join was answered; without a replay in it the answer is about the present. */
	joined(replay: Joined['replay']): void {
		this.#shown = replay;
	}

	/** A replay was refused because its moment is not kept: shows the present again, and why. */
	refused(problem: Problem | undefined): void {
		if (!this.#wanted) return;
		this.leave();
		this.#problem = problem;
	}
}
