/** A mean and the number of its values: at least one. */
export interface Mean {
	readonly count: number;
	readonly mean: number;
}

/** The values of a time span, aggregated; `last` is the newest. */
export interface Aggregate extends Mean {
	readonly min: number;
	readonly max: number;
	readonly last: number;
}

/** Returns the mean of a single value. */
export function meanOf(value: number): Mean {
	return { count: 1, mean: value };
}

/** Returns the mean over the values of both, weighted by their counts. */
export function mergedMean(one: Mean | undefined, other: Mean): Mean {
	if (!one) return other;
	const count = one.count + other.count;
	return { count, mean: (one.mean * one.count + other.mean * other.count) / count };
}

/** Returns the aggregate of a single value. */
export function aggregateOf(value: number): Aggregate {
	return { count: 1, mean: value, min: value, max: value, last: value };
}

/** Merges two aggregates; the second is the later one. */
export function mergedAggregate(earlier: Aggregate | undefined, later: Aggregate): Aggregate {
	if (!earlier) return later;
	const { count, mean } = mergedMean(earlier, later);
	return {
		count,
		mean,
		min: Math.min(earlier.min, later.min),
		max: Math.max(earlier.max, later.max),
		last: later.last
	};
}
