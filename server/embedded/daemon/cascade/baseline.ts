/**
 * The usual value of one quantity of one server: mean and variance that forget with a time constant of an hour, so that
 * they follow the daily rhythm and a lasting change becomes the norm. A baseline over all time since the start does
 * neither: after a week no afternoon differs from the mean of all nights and days.
 */
const FORGET_MS = 3_600_000;

/** In σ. A value further out is learnt as if it were at this distance: one incident must not make incidents usual. */
const LEARN_WITHIN = 3;

/** The smallest σ: a tenth of a point is no anomaly, however quiet a server was. */
const LEAST_SIGMA = 1;

/** Values needed before there is a verdict: a server's first minutes say little about its variation within an hour. */
const FEWEST_VALUES = 60;

export class Baseline {
	#mean = 0;
	#variance = 0;
	#values = 0;

	/** Returns how many σ a value is from the usual one, 0 while too little is known; then learns it. */
	take(value: number, sinceLastMs: number): number {
		this.#values += 1;
		const sigma = Math.max(LEAST_SIGMA, Math.sqrt(this.#variance));
		const isKnown = this.#values > FEWEST_VALUES;
		const z = isKnown ? (value - this.#mean) / sigma : 0;
		// The plain mean of all values until there are enough to forget some.
		const weight = Math.max(1 / this.#values, 1 - Math.exp(-sinceLastMs / FORGET_MS));
		const off = value - this.#mean;
		const within = LEARN_WITHIN * sigma;
		const learnt = isKnown ? Math.min(within, Math.max(-within, off)) : off;
		// West's incremental form for exponentially weighted variance (1979).
		this.#mean += weight * learnt;
		this.#variance = (1 - weight) * (this.#variance + weight * learnt * learnt);
		return z;
	}
}
