/** The regressors of a horizon's forecast; features.ts explains them. */
export const FEATURE_COUNT = 5;

/** A symmetric matrix's upper triangle, then the right-hand side. */
export const SUMS_SIZE = (FEATURE_COUNT * (FEATURE_COUNT + 1)) / 2 + FEATURE_COUNT;
const SIDE = SUMS_SIZE - FEATURE_COUNT;

/** Adds one weighted observation to the sums of a least-squares fit, after fading the old ones. */
export function accumulate(
	sums: Float64Array,
	from: number,
	features: Float64Array,
	target: number,
	weight: number,
	keep: number
): void {
	let cell = from;
	for (let row = 0; row < FEATURE_COUNT; row++) {
		const scaled = weight * at(features, row);
		for (let column = row; column < FEATURE_COUNT; column++) {
			sums[cell] = keep * at(sums, cell) + scaled * at(features, column);
			cell++;
		}
	}
	for (let row = 0; row < FEATURE_COUNT; row++) {
		const side = from + SIDE + row;
		sums[side] = keep * at(sums, side) + weight * at(features, row) * target;
	}
}

/** Initialises sums as if `count` observations had shown `coefficients`, each with independent features of size 1. */
export function assume(
	sums: Float64Array,
	from: number,
	coefficients: readonly number[],
	count: number
): void {
	let cell = from;
	for (let row = 0; row < FEATURE_COUNT; row++) {
		for (let column = row; column < FEATURE_COUNT; column++) {
			sums[cell++] = row === column ? count : 0;
		}
		sums[from + SIDE + row] = count * (coefficients[row] ?? 0);
	}
}

/**
 * Added to each diagonal, as a share of it. Of a metric without noise, such as an uptime, the features say the same in
 * different sizes: without it the solution would be made of rounding errors.
 */
const RIDGE = 1e-6;

const matrix = new Float64Array(FEATURE_COUNT * FEATURE_COUNT);
const side = new Float64Array(FEATURE_COUNT);

/**
 * Solves the normal equations of a series' own sums plus a share of the pooled ones by Cholesky's method. The pooled
 * sums include an assumed prior, so the matrix is positive definite.
 */
export function solve(
	own: Float64Array,
	ownFrom: number,
	pooled: Float64Array,
	pooledFrom: number,
	pooledShare: number,
	into: Float64Array,
	intoFrom: number
): void {
	let cell = 0;
	for (let row = 0; row < FEATURE_COUNT; row++) {
		for (let column = row; column < FEATURE_COUNT; column++) {
			matrix[row * FEATURE_COUNT + column] =
				at(own, ownFrom + cell) + pooledShare * at(pooled, pooledFrom + cell);
			cell++;
		}
		side[row] = at(own, ownFrom + SIDE + row) + pooledShare * at(pooled, pooledFrom + SIDE + row);
	}
	for (let row = 0; row < FEATURE_COUNT; row++) {
		const diagonal = row * FEATURE_COUNT + row;
		matrix[diagonal] = at(matrix, diagonal) * (1 + RIDGE);
	}
	factorise();
	for (let row = 0; row < FEATURE_COUNT; row++) {
		let value = at(side, row);
		for (let k = 0; k < row; k++) value -= at(matrix, k * FEATURE_COUNT + row) * at(side, k);
		side[row] = value / at(matrix, row * FEATURE_COUNT + row);
	}
	for (let row = FEATURE_COUNT - 1; row >= 0; row--) {
		let value = at(side, row);
		for (let k = row + 1; k < FEATURE_COUNT; k++) {
			value -= at(matrix, row * FEATURE_COUNT + k) * at(side, k);
		}
		side[row] = value / at(matrix, row * FEATURE_COUNT + row);
		into[intoFrom + row] = at(side, row);
	}
}

/** Turns the upper triangle of `matrix` into its Cholesky factor. */
function factorise(): void {
	for (let row = 0; row < FEATURE_COUNT; row++) {
		for (let column = row; column < FEATURE_COUNT; column++) {
			let value = at(matrix, row * FEATURE_COUNT + column);
			for (let k = 0; k < row; k++) {
				value -= at(matrix, k * FEATURE_COUNT + row) * at(matrix, k * FEATURE_COUNT + column);
			}
			matrix[row * FEATURE_COUNT + column] =
				row === column
					? Math.sqrt(Math.max(value, 1e-9))
					: value / at(matrix, row * FEATURE_COUNT + row);
		}
	}
}

function at(array: Float64Array, index: number): number {
	return array[index] ?? NaN;
}
