import { localTime } from '../../shared/local-time.ts';

/** In ms. A feed this close to the present is live. */
const PRESENT_MS = 60_000;

export interface PastDeps {
	/** In ms since 1970. */
	readonly now: () => number;
	/** Time of the newest record, -Infinity before the first. */
	readonly newestAt: () => number;
}

/** A past that a feed begins with. Until it reaches the present, the daemon knows nothing of the present. */
export class Past {
	readonly #deps: PastDeps;
	#beganAt: number | undefined;
	#isOver = false;

	constructor(deps: PastDeps) {
		this.#deps = deps;
	}

	/** Returns the daemon's time: the feed's own while it is in the past. */
	now(): number {
		const at = this.#at();
		return at ?? this.#deps.now();
	}

	/** Returns how far the past is told; undefined when it is over. */
	progress(): { percent: number; message: string } | undefined {
		const at = this.#at();
		if (this.#isOver) return undefined;
		if (at === undefined) return { percent: 0, message: 'Waiting for the simulated past...' };
		const beganAt = (this.#beganAt ??= at);
		const percent = Math.floor((100 * (at - beganAt)) / (this.#deps.now() - beganAt));
		return {
			percent,
			message: `Simulating the past: ${localTime(at).slice(0, 16).replace('T', ' ')} reached`
		};
	}

	/** Returns the feed's time while it is in the past. */
	#at(): number | undefined {
		const at = this.#deps.newestAt();
		if (this.#isOver || at === -Infinity) return undefined;
		this.#beganAt ??= at;
		this.#isOver = this.#deps.now() - at < PRESENT_MS;
		return this.#isOver ? undefined : at;
	}
}
