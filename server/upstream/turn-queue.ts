/** The right to send the daemon one optional request. */
export interface Turn {
	/** The answer has arrived, or the request was given up. */
	over(): void;
}

interface Waiting {
	readonly kind: string;
	readonly isWanted: () => boolean;
	readonly settle: (turn: Turn | undefined) => void;
}

/** The optional requests that wait for their turn, in the order in which they came. */
export class TurnQueue {
	#waiting: Waiting[] = [];

	/** Resolves with the turn, or with undefined when the signal aborts first or the answer is no longer wanted. */
	join(kind: string, signal: AbortSignal, isWanted: () => boolean): Promise<Turn | undefined> {
		if (signal.aborted) return Promise.resolve(undefined);
		return new Promise((resolve) => {
			const callOff = () => {
				this.#remove(mine);
				resolve(undefined);
			};
			const mine: Waiting = {
				kind,
				isWanted,
				settle(turn) {
					signal.removeEventListener('abort', callOff);
					resolve(turn);
				}
			};
			signal.addEventListener('abort', callOff, { once: true });
			this.#waiting.push(mine);
		});
	}

	/** Returns the first request whose kind fits, or undefined. */
	find(fits: (kind: string) => boolean): Waiting | undefined {
		return this.#waiting.find(({ kind }) => fits(kind));
	}

	give(request: Waiting, turn: Turn): void {
		this.#remove(request);
		request.settle(turn);
	}

	dropUnwanted(): void {
		const unwanted = this.#waiting.filter(({ isWanted }) => !isWanted());
		this.#waiting = this.#waiting.filter((each) => !unwanted.includes(each));
		for (const { settle } of unwanted) settle(undefined);
	}

	/** Cancels all requests. */
	clear(): void {
		for (const { settle } of this.#waiting.splice(0)) settle(undefined);
	}

	#remove(request: Waiting): void {
		this.#waiting = this.#waiting.filter((each) => each !== request);
	}
}
