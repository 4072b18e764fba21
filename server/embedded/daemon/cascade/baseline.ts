/**
 * What is usual for one number of one server: mean and variance that forget with a time constant of an hour, so
 * that the daily rhythm is followed and a lasting change becomes the norm. A baseline over all time since the start
 * does neither: after a week no afternoon differs from the mean of all nights and days.
 */
const FORGET_MS = 3_600_000;

/** A value further out is learnt as if it stood here: an incident must not teach that incidents are usual. */
const LEARN_WITHIN = 3;

/** σ is never taken for less: a tenth of a point is no anomaly however quiet a server was. */
const LEAST_SIGMA = 1;

/** A server's first minutes say little about how far it wanders in an hour. */
const FEWEST_VALUES = 60;

export class Baseline {
	#mean = 0;
	#variance = 0;
	#values = 0;

	/** How many σ a value lies off what is usual, 0 while too little is known; then learns it. */
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
