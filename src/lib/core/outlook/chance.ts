/** The odds of being under p90, and of being over p10. */
const ODDS = 9;

/**
 * Returns the chance, 0–1, that a value is at or over a limit, by the distribution that its three quantiles span: 0.9, 0.5
 * and 0.1 for a limit that equals p10, p50 and p90. On each side of the median, and beyond p10 and p90, the log odds grow
 * in proportion to the distance from it: a logistic distribution with a width of its own on either side. Quantiles in log
 * odds are those of the metalog distributions (Keelin 2016, "The Metalog Distributions", Decision Analysis 13), of which
 * this is the simplest that is one for any three quantiles. Quantiles out of order are sorted (Chernozhukov, Fernández-Val
 * and Galichon 2010, "Quantile and Probability Curves Without Crossing", Econometrica 78).
 */
export function chanceOver(limit: number, p10: number, p50: number, p90: number): number {
	return 1 / (1 + ODDS ** distanceOf(limit, p10, p50, p90));
}

/**
 * Returns how far a limit is above the median, in widths of its side of the band: 1 at p90, −1 at p10. The shorter, the
 * likelier it is to be over; cheaper than a chance where only an order matters.
 */
export function distanceOf(limit: number, p10: number, p50: number, p90: number): number {
	if (p10 > p50 || p50 > p90) {
		const [low, middle, high] = [p10, p50, p90].sort((a, b) => a - b) as [number, number, number];
		return distanceOf(limit, low, middle, high);
	}
	const width = limit > p50 ? p90 - p50 : p50 - p10;
	if (width > 0) return (limit - p50) / width;
	// Quantiles that are one value: what equals a limit is over it.
	return limit <= p50 ? -Infinity : Infinity;
}

/** Returns the distance at which the chance is `percent`. */
export function distanceAt(percent: number): number {
	return Math.log((100 - percent) / percent) / Math.log(ODDS);
}
