import type { RoundFacts } from '#core/topics/diagnostics.ts';
import type { PollResult } from '../upstream/poll.ts';

/** At the usual tick of 5 s the last five minutes. */
const KEPT_ROUNDS = 60;

/** The facts of the newest rounds. What is published counts to the round before it, until the next has begun. */
export class PollLog {
	#over: readonly RoundFacts[] = [];
	#current: RoundFacts | undefined;
	#patchBytes = 0;
	#deliveries = 0;

	begin(round: PollResult, moment: { tick: number; at: number; viewers: number }): void {
		if (this.#current)
			this.#over = [
				...this.#over.slice(1 - KEPT_ROUNDS),
				{ ...this.#current, patchBytes: this.#patchBytes, deliveries: this.#deliveries }
			];
		this.#patchBytes = 0;
		this.#deliveries = 0;
		this.#current = {
			...moment,
			ok: round.fleet.ok,
			...(round.fleet.ok
				? { tookMs: Math.round(round.fleet.value.tookMs), daemonBytes: round.fleet.value.bytes }
				: {}),
			patchBytes: 0,
			deliveries: 0
		};
	}

	/** One packet was encoded and handed to so many viewers. */
	sent(bytes: number, recipients: number): void {
		this.#patchBytes += bytes;
		this.#deliveries += recipients;
	}

	/** Those that are over, oldest first; a list that was given away is never changed. */
	get over(): readonly RoundFacts[] {
		return this.#over;
	}
}
