import type { RoundFacts } from '#core/topics/diagnostics.ts';
import type { PollResult } from '../upstream/poll.ts';

/** The last five minutes, at the default tick of 5 s. */
const KEPT_ROUNDS = 60;

/** Which tick, when, and how many were connected. */
export interface TickMoment {
	readonly tick: number;
	readonly at: number;
	readonly viewers: number;
}

/** The facts of the newest polls. What is published counts for the previous poll until the next begins. */
export class PollLog {
	#over: readonly RoundFacts[] = [];
	#current: RoundFacts | undefined;
	#patchBytes = 0;
	#deliveries = 0;

	begin(result: PollResult, moment: TickMoment): void {
		if (this.#current)
			this.#over = [
				...this.#over.slice(1 - KEPT_ROUNDS),
				{ ...this.#current, patchBytes: this.#patchBytes, deliveries: this.#deliveries }
			];
		this.#patchBytes = 0;
		this.#deliveries = 0;
		this.#current = {
			...moment,
			ok: result.fleet.ok,
			...(result.fleet.ok
				? { tookMs: Math.round(result.fleet.value.tookMs), daemonBytes: result.fleet.value.bytes }
				: {}),
			patchBytes: 0,
			deliveries: 0
		};
	}

	/** One packet was encoded and sent to so many viewers. */
	sent(bytes: number, recipients: number): void {
		this.#patchBytes += bytes;
		this.#deliveries += recipients;
	}

	/** Completed polls, oldest first; a returned list is never modified. */
	get over(): readonly RoundFacts[] {
		return this.#over;
	}
}
