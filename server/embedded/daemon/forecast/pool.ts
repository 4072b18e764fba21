import { METRIC_COUNT } from '../metrics.ts';
import { COUNT, RECORD_SIZE, SCALE, SUMS, startQuantiles } from './knot-record.ts';
import { KNOTS, KNOT_COUNT } from './knots.ts';
import { assume } from './regression.ts';

/** The number of observations that the assumed coefficients count as. */
const PRIOR_COUNT = 30;

/** Steps after which an unusual value is assumed to be halfway back to the usual one. */
const HALF_RETURN_STEPS = 24;

/** The errors that servers of one kind have in common, for servers too new to know their own. */
export class Pool {
	/** metric × knot × record. */
	readonly memory: Float64Array;
	/** The metrics whose season is known to a member. */
	readonly seasonal = new Set<number>();
	/** The number of servers in the pool. */
	members = 0;

	constructor(memory?: Float64Array) {
		this.memory = memory ?? new Float64Array(METRIC_COUNT * KNOT_COUNT * RECORD_SIZE);
		if (memory) return;
		for (let metric = 0; metric < METRIC_COUNT; metric++) this.assume(metric);
	}

	/** Returns an independent copy. */
	copy(): Pool {
		const copy = new Pool(Float64Array.from(this.memory));
		copy.members = this.members;
		for (const metric of this.seasonal) copy.seasonal.add(metric);
		return copy;
	}

	static recordAt(metric: number, knot: number): number {
		return (metric * KNOT_COUNT + knot) * RECORD_SIZE;
	}

	/** Starts a metric from assumptions, before anything is observed. */
	assume(metric: number): void {
		for (const [knot, steps] of KNOTS.entries()) {
			const from = Pool.recordAt(metric, knot);
			const back = 1 - 2 ** (-steps / HALF_RETURN_STEPS);
			assume(this.memory, from + SUMS, [1, back, 0, 0, 0], PRIOR_COUNT);
			this.memory[from + COUNT] = PRIOR_COUNT;
			this.memory[from + SCALE] = assumedGrowth(knot);
			startQuantiles(this.memory, from);
		}
	}
}

/** Steps after which the drift of a level is assumed to weigh as much as a sample's own noise. */
const EQUAL_STEPS = 12;

/** Returns the assumed growth of the error from one horizon to the next: noise plus a random walk. */
function assumedGrowth(knot: number): number {
	const steps = KNOTS[knot] ?? 1;
	const before = knot ? (KNOTS[knot - 1] ?? 1) : 0;
	return Math.sqrt((steps + EQUAL_STEPS) / (before + EQUAL_STEPS));
}

/**
 * Returns the kind of a server: names that start with the same letters are of one kind, such as `ppweb001` and
 * `ppweb17`.
 */
export function poolName(serverName: string): string {
	return /^[a-z]*/i.exec(serverName)?.[0].toLowerCase() ?? '';
}
