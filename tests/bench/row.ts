/** One figure beside its reference from the same run. */
export interface Row {
	readonly figure: string;
	readonly measured: string;
	readonly reference: string;
	readonly goal: string;
	readonly met: boolean;
	/** The numbers behind the words, for the JSON. */
	readonly numbers: Readonly<Record<string, number>>;
}

export interface BenchOptions {
	/** Fewer rounds and viewers: a smoke test of the bench, not a measurement. */
	readonly quick: boolean;
}

export interface Section {
	readonly name: string;
	run(options: BenchOptions): Promise<Row[]>;
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** The nearest-rank quantile; `share` 0–1. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function rounded(value: number, digits = 2): string {
	return value.toFixed(digits);
}
