import type { Joined, Tick } from '#core/protocol/messages.ts';
import type { Seed } from '#core/protocol/seed.ts';
import type { ClientClock } from './clock.ts';
import { Delay } from './delay.ts';
import type { Timing } from './events.ts';
import { ageMsAt, isUpdate, nextMsAt, updateOf, type Update } from './update.ts';

/** The update that the held states belong to, and the current age of both: no younger than the oldest of them. */
export class NewestUpdate {
	readonly #clock: ClientClock;
	readonly #delay = new Delay();
	#newest: Update | undefined;
	readonly #unconfirmed: () => Update | undefined;

	/** `unconfirmed`: the update of states that are shown again and not confirmed yet. */
	constructor(clock: ClientClock, seed: Seed | undefined, unconfirmed: () => Update | undefined) {
		this.#unconfirmed = unconfirmed;
		this.#clock = clock;
		if (seed) this.#newest = updateOf(seed, clock.now());
	}

	get newest(): Update | undefined {
		return this.#newest;
	}

	get value(): Update | undefined {
		return this.#unconfirmed() ?? this.#newest;
	}

	/**
	 * `replaces`: the held states are from this answer on. It may have been delayed for as long as the request is old, and
	 * nothing tells: so it counts as that old.
	 */
	joined(joined: Joined, replaces: boolean, askedAt: number): void {
		const now = this.#clock.now();
		// A replay is published on request, whatever its moment.
		if (joined.replay) this.#delay.forget();
		else this.#delay.begin(joined.at, now);
		if (replaces) this.#newest = updateOf(joined, joined.replay ? now : askedAt);
	}

	/** Returns how long the network delayed the tick. */
	tick(tick: Tick, replaces: boolean, timing: Timing): number {
		const now = this.#clock.now();
		const lateMs = this.#delay.of(tick.at, now, timing.tickMs);
		if (replaces && isUpdate(tick, this.#newest, timing))
			this.#newest = updateOf(tick, now - lateMs);
		return lateMs;
	}

	ageMs(): number | undefined {
		return ageMsAt(this.#clock.now(), this.value);
	}

	nextMs(everyMs: number): number | undefined {
		return nextMsAt(this.#clock.now(), this.value, everyMs);
	}
}
