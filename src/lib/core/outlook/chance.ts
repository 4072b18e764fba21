/** The standard normal score of the 90 % quantile. */
const SCORE_OF_P90 = 1.2815515655446004;

/**
 * Returns the chance, 0–1, that a value is at or over a limit, by the distribution that its three quantiles span: 0.9, 0.5
 * and 0.1 for a limit that equals p10, p50 and p90. Each side of the median is half of a normal distribution of its own
 * width, tails included: the two-piece normal of fan charts (Wallis 2014, "The two-piece normal, binormal, or double
 * Gaussian distribution", Statistical Science 29), joined at its median instead of its mode so that all three quantiles
 * hold. Quantiles out of order are sorted (Chernozhukov, Fernández-Val and Galichon 2010).
 */
export function chanceOver(limit: number, p10: number, p50: number, p90: number): number {
	return 1 - shareBelow(scoreOf(limit, p10, p50, p90));
}

/**
 * Returns the standard normal score of a limit in the distribution of `chanceOver`: the lower, the likelier it is to be
 * over. Cheap, where only an order or a threshold matters.
 */
export function scoreOf(limit: number, p10: number, p50: number, p90: number): number {
	if (p10 > p50 || p50 > p90) {
		const [low, middle, high] = [p10, p50, p90].sort((a, b) => a - b) as [number, number, number];
		return scoreOf(limit, low, middle, high);
	}
	const width = limit > p50 ? p90 - p50 : p50 - p10;
	if (width > 0) return ((limit - p50) / width) * SCORE_OF_P90;
	// Quantiles that are one value: what equals a limit is over it.
	return limit <= p50 ? -Infinity : Infinity;
}

/**
 * The share of a standard normal distribution below a score, to 1e-7 (Abramowitz and Stegun 1964, formula 26.2.17).
 */
function shareBelow(score: number): number {
	if (score === 0) return 0.5;
	const distance = Math.abs(score);
	if (distance > 8) return score > 0 ? 1 : 0;
	const t = 1 / (1 + 0.2316419 * distance);
	const series =
		t *
		(0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
	const beyond = 0.3989422804014327 * Math.exp((-distance * distance) / 2) * series;
	return score > 0 ? 1 - beyond : beyond;
}
