import type { Clock } from '../../shared/clock.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { pastTicks } from './schedule.ts';

export interface CalledPastDeps {
	readonly simulation: Pick<Simulation, 'at' | 'fleetSize'>;
	readonly clock: Pick<Clock, 'now'>;
	/** Time between samples in the present. */
	readonly intervalMs: number;
	/** Where the past ends, as long as making it takes no time; in ms since 1970. */
	readonly endsAt: number;
}

/** Simulates this many ticks, so far apart, and feeds them. */
type Tell = (ticks: number, spacingMs: number) => Promise<void>;

/**
 * A simulated past that goes on only as far as it is called up: whoever does so can look at the daemon at moments of its
 * choice. Called up without an end, it reaches the present and is over: the feed is live.
 */
export class CalledPast {
	readonly #deps: CalledPastDeps;
	readonly #begun = Promise.withResolvers<Tell | undefined>();
	readonly #over = Promise.withResolvers<undefined>();
	#isOver = false;
	/** One call at a time. */
	#latest: Promise<unknown> = Promise.resolve();

	constructor(deps: CalledPastDeps) {
		this.#deps = deps;
	}

	/** Tells what is called up, until the present is reached or the signal aborts. */
	async tell(tell: Tell, signal: AbortSignal): Promise<void> {
		const stop = () => this.skip();
		signal.addEventListener('abort', stop, { once: true });
		this.#begun.resolve(tell);
		await this.#over.promise;
		signal.removeEventListener('abort', stop);
	}

	/** There is no past to tell, or no more. */
	skip(): void {
		this.#isOver = true;
		this.#begun.resolve(undefined);
		this.#over.resolve(undefined);
	}

	/**
	 * Goes on to a time in ms since 1970, at most to the present; by default to the present. Resolves with how far it is
	 * then.
	 */
	advance(until = Infinity): Promise<number> {
		const mine = this.#latest.then(() => this.#advance(until));
		this.#latest = mine;
		return mine;
	}

	async #advance(until: number): Promise<number> {
		const { simulation, clock, intervalMs, endsAt } = this.#deps;
		const tell = await this.#begun.promise;
		while (tell && !this.#isOver) {
			const { at, fleetSize: servers } = simulation;
			const upTo = Math.min(until, clock.now());
			const due = pastTicks(at, { upTo, endsAt, intervalMs, servers });
			if (!due.ticks) break;
			await tell(due.ticks, due.spacingMs);
		}
		if (until === Infinity && clock.now() - simulation.at < intervalMs) this.skip();
		return simulation.at;
	}
}
