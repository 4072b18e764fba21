import { correctedBounds, type Correction, type QuantileBand } from './correction.ts';

/** Shares of values outside of either bound, 0–1, over about the last day: as told, and by the correction of that moment. */
interface OutsideShares {
	readonly toldBelow: number;
	readonly toldAbove: number;
	readonly correctedBelow: number;
	readonly correctedAbove: number;
}

/** What was learnt of the daemon's bands of one metric, profile and horizon. */
export interface Pool extends Correction, OutsideShares {
	/** Forecasts compared with what came. */
	readonly count: number;
	/** The moments at which that was: values of one moment have causes in common. */
	readonly moments: number;
}

/** A forecast for one moment, and what came. */
export interface PoolOutcome extends QuantileBand {
	readonly actual: number;
}

/** Which forecasts a pool is about; `step` is their horizon. */
export interface PoolSubject {
	readonly metric: string;
	readonly step: number;
}

export const UNSEEN: Pool = {
	count: 0,
	moments: 0,
	scale: 0,
	lower: 0,
	upper: 0,
	toldBelow: 0,
	toldAbove: 0,
	correctedBelow: 0,
	correctedAbove: 0
};

/**
 * Below this many outcomes the band stands as told: of 100 independent ones the share inside is known to 4 points (one
 * standard error), which is as near as Accuracy calls right.
 */
export const LEAST_COUNT = 100;
/**
 * Below this many moments, too; at one every 5 minutes, two hours. A large pool sees 100 outcomes at once, but all of one
 * state of the fleet.
 */
export const LEAST_MOMENTS = 24;

/** p10 and p90 each leave a tenth outside. */
const OUTSIDE = 0.1;
/** Steps begin at one unit, fall with the number of moments, and stop at a size with which a pool remembers some two days. */
const [FIRST_STEP, STEP_DECAY, LEAST_STEP] = [1.4, 0.6, 0.02];
/** How many moments that are remembered have nothing to do with each other, one step ahead: forecasts of n steps overlap n-fold. */
const INDEPENDENT_MOMENTS = 600;
/** The typical error is the mean of about two days of moments. */
const SCALE_MOMENTS = 500;
/** Shares outside are means of about a day of moments. */
const OUTSIDE_MOMENTS = 288;
/** A corrected bound must have been nearer to a tenth by this much, or the told one stands: what is right is not corrected. */
const LEAST_GAIN = 0.01;
/**
 * A horizon's moments must be so many times its steps before it is corrected, 32 hours for 8 hours at a step of 5 minutes:
 * values of forecasts that overlap are of one and the same course, and a daemon that has just begun still changes its bands.
 */
const LEAST_COURSES = 3;
/** An error counts for no more than so many typical ones. */
const MOST_ERRORS = 4;

/**
 * Returns a pool that has learnt from all outcomes of one moment.
 *
 * Each bound is tracked by itself: a value outside moves it out by 0.9 of a step, one inside moves it in by 0.1, so that it
 * comes to rest where a tenth is outside, whatever the daemon tells. That is adaptive conformal inference on the bound
 * itself (Gibbs and Candès 2021; quantile tracking in Angelopoulos, Candès and Tibshirani 2023, "Conformal PID Control for
 * Time Series Prediction"), with steps that get smaller (Angelopoulos, Barber and Bates 2024, "Online conformal prediction
 * with decaying step sizes"). A step does not depend on how far off a value is, and all servers of one moment make one step
 * together: neither a spike nor a fleet that spikes at once swings a pool. Steps are in units of the bound's distance from the
 * median, as corrected so far, plus the pool's typical error: bands without width can be widened, and bands found to be
 * too wide are moved by little. Slightly less than a tenth is aimed at far ahead, as in split conformal prediction, where n
 * values allow a share of n ÷ (n + 1): what is learnt there is used hours later.
 */
export function observe(
	pool: Pool,
	outcomes: readonly PoolOutcome[],
	{ metric, step: horizon }: PoolSubject
): Pool {
	if (outcomes.length === 0) return pool;
	const moments = pool.moments + 1;
	const scale = nextScale(pool.scale, outcomes, moments);
	const step = Math.min(1, Math.max(LEAST_STEP, FIRST_STEP * moments ** -STEP_DECAY));
	const share = OUTSIDE / (1 + horizon / INDEPENDENT_MOMENTS);
	const [below, above] = [new Side(scale), new Side(scale)];
	const outside = { toldBelow: 0, toldAbove: 0, correctedBelow: 0, correctedAbove: 0 };
	for (const { actual, ...band } of outcomes) {
		const { lower, upper } = correctedBounds({ ...pool, scale }, band, metric);
		const { p10, p50, p90 } = band;
		outside.toldBelow += Number(actual < p10);
		outside.toldAbove += Number(actual > p90);
		outside.correctedBelow += Number(actual < lower);
		outside.correctedAbove += Number(actual > upper);
		below.add(lower - actual, p50 - p10, p50 - lower, share);
		above.add(actual - upper, p90 - p50, upper - p50, share);
	}
	const meanOf = (part: keyof OutsideShares) =>
		pool[part] +
		(outside[part] / outcomes.length - pool[part]) / Math.min(moments, OUTSIDE_MOMENTS);
	return {
		toldBelow: meanOf('toldBelow'),
		toldAbove: meanOf('toldAbove'),
		correctedBelow: meanOf('correctedBelow'),
		correctedAbove: meanOf('correctedAbove'),
		count: pool.count + outcomes.length,
		moments,
		scale,
		lower: pool.lower + step * below.direction(),
		upper: pool.upper + step * above.direction()
	};
}

/** Whether a pool has seen enough for its correction to be used. */
export function isEnough({ count, moments }: Pool): boolean {
	return count >= LEAST_COUNT && moments >= LEAST_MOMENTS;
}

/** Returns whether a pool has seen its horizon often enough to correct it; until then it stands as told. */
export function isProven(pool: Pool, step: number): boolean {
	return isEnough(pool) && pool.moments >= LEAST_COURSES * step;
}

/** Returns the correction to be used: of each bound only where it was nearer to a tenth than the told one. */
export function proven(pool: Pool, step: number): Correction {
	const isBetter = (told: number, own: number) =>
		isProven(pool, step) && Math.abs(own - OUTSIDE) + LEAST_GAIN < Math.abs(told - OUTSIDE);
	return {
		scale: pool.scale,
		lower: isBetter(pool.toldBelow, pool.correctedBelow) ? pool.lower : 0,
		upper: isBetter(pool.toldAbove, pool.correctedAbove) ? pool.upper : 0
	};
}

/** What the outcomes of one moment say of one bound. */
class Side {
	readonly #scale: number;
	#count = 0;
	#slopes = 0;
	#told = 0;
	#corrected = 0;

	constructor(scale: number) {
		this.#scale = scale;
	}

	/** @param beyond how far the value is outside of the bound */
	add(beyond: number, toldWidth: number, correctedWidth: number, share: number): void {
		this.#count++;
		// The slope of the pinball loss. A value that equals the bound, as 0 often does, is neither inside nor outside.
		this.#slopes += beyond === 0 ? 0 : Number(beyond > 0) - share;
		this.#told += Math.max(0, toldWidth) + this.#scale;
		this.#corrected += Math.max(0, correctedWidth) + this.#scale;
	}

	/** Where the bound should move, outwards above 0, in units of its told width. */
	direction(): number {
		const narrower = this.#told > 0 ? Math.min(1, this.#corrected / this.#told) : 1;
		return (this.#slopes / this.#count) * narrower;
	}
}

/** The mean absolute error of the median, in which a spike counts for little. */
function nextScale(scale: number, outcomes: readonly PoolOutcome[], moments: number): number {
	const most = scale > 0 ? MOST_ERRORS * scale : Infinity;
	const errors = outcomes.map(({ p50, actual }) => Math.min(most, Math.abs(actual - p50)));
	const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
	return scale + (mean - scale) / Math.min(moments, SCALE_MOMENTS);
}
