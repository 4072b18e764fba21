/** The number of values of each series that are compared; the same number before them shows what chance gives. */
const COMPARED = 20;
export const REMEMBERED = 2 * COMPARED;

/**
 * How far many series move together: the mean squared Pearson correlation over all pairs of their newest 20 values
 * beyond what chance gives: 1 for series that begin to move in lockstep, about 0, on either side, for unrelated ones.
 *
 * The sum over all pairs of r² is the squared norm of a 20 × 20 matrix (‖Z·Zᵀ‖ = ‖Zᵀ·Z‖ for standardised rows Z), so
 * the cost grows with the number of series, not of pairs. Any two series with memory correlate by chance, strongly so
 * over 20 values; how strongly is seen from pairs of which one is taken from 20 values earlier, and the matrices of
 * both windows tell that too.
 *
 * @param series each of REMEMBERED values, oldest first
 */
export function comovement(series: Iterable<Float64Array>): number {
	const now = new Float64Array(COMPARED * COMPARED);
	const then = new Float64Array(COMPARED * COMPARED);
	const [newer, older] = [new Float64Array(COMPARED), new Float64Array(COMPARED)];
	let count = 0;
	for (const values of series) {
		const moved =
			standardise(values.subarray(COMPARED), newer) &&
			standardise(values.subarray(0, COMPARED), older);
		if (!moved) continue;
		count += 1;
		addProducts(now, newer);
		addProducts(then, older);
	}
	if (count < 2) return 0;
	// Each series correlates fully with itself.
	const together = (dot(now, now) - count) / (count * (count - 1));
	const chance = dot(now, then) / (count * count);
	return (together - chance) / (1 - chance);
}

/** Adds up the products of the values at each two positions. It is the innermost loop, written for speed. */
function addProducts(sums: Float64Array, row: Float64Array): void {
	for (let one = 0; one < COMPARED; one++) {
		const value = row[one] ?? 0;
		const from = one * COMPARED;
		for (let other = 0; other < COMPARED; other++) {
			sums[from + other] = (sums[from + other] ?? 0) + value * (row[other] ?? 0);
		}
	}
}

function dot(one: Float64Array, other: Float64Array): number {
	return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

/** Writes the series with mean 0 and length 1 into `row`; returns false if it is constant. */
function standardise(values: Float64Array, row: Float64Array): boolean {
	const mean = values.reduce((sum, value) => sum + value, 0) / COMPARED;
	let square = 0;
	values.forEach((value, at) => {
		row[at] = value - mean;
		square += (value - mean) ** 2;
	});
	if (!(square > STILL)) return false;
	const scale = 1 / Math.sqrt(square);
	row.forEach((value, at) => {
		row[at] = value * scale;
	});
	return true;
}

/** The sum of squares below which a series counts as constant: rounding alone gives more than zero. */
const STILL = 1e-9;
