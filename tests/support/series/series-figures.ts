import { DAY_STEPS, type Band, type Outcome } from './series-trial.ts';

const HOUR_STEPS = DAY_STEPS / 24;
const QUARTER_STEPS = DAY_STEPS / 4;

/** Returns the share of outcomes within p10–p90. */
export function coverage(outcomes: readonly Outcome[]): number {
	return outcomes.filter(isInside).length / outcomes.length;
}

/** Returns the outcomes of the steps from `from` (included) to `to` (not). */
export function between(
	outcomes: readonly Outcome[],
	from: number,
	to = Infinity
): readonly Outcome[] {
	return outcomes.filter(({ step }) => step >= from && step < to);
}

/** Returns the coverage of the hour of the day in which it is lowest. */
export function worstHour(outcomes: readonly Outcome[]): number {
	const hours = Map.groupBy(outcomes, ({ step }) => Math.floor((step % DAY_STEPS) / HOUR_STEPS));
	return Math.min(...[...hours.values()].map(coverage));
}

/** Returns the outcomes of forecasts that were made from a value above the p90 of the three days before. */
export function afterSpikes(outcomes: readonly Outcome[]): readonly Outcome[] {
	return outcomes.filter(({ now, threeDays }) => threeDays !== undefined && now > threeDays.high);
}

/**
 * Returns the outcomes of the day after a shift: a quarter of a day whose values, but for a tenth at either end, have
 * nothing in common with those of the quarter before.
 */
export function afterShifts(outcomes: readonly Outcome[]): readonly Outcome[] {
	const shifts = new Set<number>();
	const quarters = [
		...Map.groupBy(outcomes, ({ step }) => Math.floor(step / QUARTER_STEPS)).entries()
	];
	for (const [index, [quarter, values]] of quarters.entries()) {
		const before = quarters[index - 1]?.[1];
		if (!before) continue;
		const [one, other] = [rangeOf(before), rangeOf(values)];
		if (one.low > other.high || other.low > one.high)
			for (let next = 0; next < 4; next++) shifts.add(quarter + next);
	}
	return outcomes.filter(({ step }) => shifts.has(Math.floor(step / QUARTER_STEPS)));
}

function rangeOf(outcomes: readonly Outcome[]): { low: number; high: number } {
	const sorted = Float64Array.from(outcomes, ({ value }) => value).sort();
	const at = (level: number) => sorted[Math.floor((sorted.length - 1) * level)] ?? NaN;
	return { low: at(0.1), high: at(0.9) };
}

/** Returns the mean quantile (pinball) loss of p10, p50 and p90 over the outcomes for which a band is given. */
export function pinball(
	outcomes: readonly Outcome[],
	bandOf: (outcome: Outcome) => Band | undefined
): number {
	let sum = 0;
	let count = 0;
	for (const outcome of outcomes) {
		const band = bandOf(outcome);
		if (!band) continue;
		sum +=
			loss(outcome.value - band.low, 0.1) +
			loss(outcome.value - band.middle, 0.5) +
			loss(outcome.value - band.high, 0.9);
		count += 3;
	}
	return sum / count;
}

function loss(error: number, level: number): number {
	return error > 0 ? level * error : (level - 1) * error;
}

export const told = ({ told }: Outcome) => told;
export const ofThreeDays = ({ threeDays }: Outcome) => threeDays;
/** Seasonal naive: as at the same time yesterday, for certain. */
export const asYesterday = ({ yesterday }: Outcome): Band | undefined =>
	yesterday === undefined ? undefined : { low: yesterday, middle: yesterday, high: yesterday };

/** Returns the median absolute error of what `valueOf` says. */
export function medianError(
	outcomes: readonly Outcome[],
	valueOf: (outcome: Outcome) => number
): number {
	const errors = Float64Array.from(outcomes, (outcome) =>
		Math.abs(outcome.value - valueOf(outcome))
	);
	return errors.sort()[Math.floor(errors.length / 2)] ?? NaN;
}

/** Returns the mean width of the told bands in units of those of three days. */
export function relativeWidth(outcomes: readonly Outcome[]): number {
	const known = outcomes.filter(({ threeDays }) => threeDays !== undefined);
	const sum = (widthOf: (outcome: Outcome) => number) =>
		known.reduce((total, outcome) => total + widthOf(outcome), 0);
	return (
		sum(({ told }) => told.high - told.low) /
		sum(({ threeDays }) => (threeDays ? threeDays.high - threeDays.low : 0))
	);
}

function isInside({ value, told }: Outcome): boolean {
	return value >= told.low && value <= told.high;
}
