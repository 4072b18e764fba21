/** One time span and the mean of what was measured in it. */
export interface Measured {
	readonly at: number;
	readonly value: number;
}

export interface ChangePoint {
	/** Start of the second part, in ms since 1970. */
	readonly at: number;
	readonly before: number;
	readonly after: number;
}

/** The least length of each part: fewer points are noise. */
const LEAST_POINTS = 6;
/**
 * |t| from which a split counts. It is the largest of many splits, and consecutive hours are correlated: both cause large
 * values by chance, so it is far above the usual 2.
 */
const LEAST_T = 6;

/**
 * Returns the split into two parts whose means differ most by Student's t with one variance for both (Student 1908), if by
 * enough; undefined when there is none, or too little data. Points in order of time. `leastDifference`: smaller differences
 * are ignored, however certain.
 */
export function changePoint(
	points: readonly Measured[],
	leastDifference: number
): ChangePoint | undefined {
	let best: { t: number; found: ChangePoint } | undefined;
	for (let split = LEAST_POINTS; split <= points.length - LEAST_POINTS; split++) {
		const [before, after] = [points.slice(0, split), points.slice(split)];
		const [first, second] = [momentsOf(before), momentsOf(after)];
		const variance = (first.squares + second.squares) / (points.length - 2);
		const deviation = Math.sqrt(variance * (1 / before.length + 1 / after.length));
		const difference = Math.abs(first.mean - second.mean);
		const t = difference / Math.max(deviation, Number.EPSILON);
		const at = after[0]?.at;
		if (at !== undefined && difference >= leastDifference && (!best || t > best.t))
			best = { t, found: { at, before: first.mean, after: second.mean } };
	}
	return best && best.t >= LEAST_T ? best.found : undefined;
}

/** Returns the mean and the sum of the squared distances from it. */
function momentsOf(points: readonly Measured[]): { mean: number; squares: number } {
	const mean = points.reduce((sum, { value }) => sum + value, 0) / points.length;
	return { mean, squares: points.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) };
}
