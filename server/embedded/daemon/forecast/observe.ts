import { STEP_MS } from '../metrics.ts';
import { LEVEL_MS, LONG_MS, MEDIUM_MS } from './features.ts';
import {
	COUNT_IN_STEP,
	LAST,
	LEVEL,
	LONG,
	MEDIUM,
	SAMPLES,
	SUM,
	VARIANCE,
	type Series
} from './series.ts';

/** The weights of a new sample in the running levels, by the time since the previous one. */
export interface Shares {
	level: number;
	medium: number;
	long: number;
}

export function sharesAfter(elapsedMs: number): Shares {
	const share = (constantMs: number) => 1 - Math.exp(-elapsedMs / constantMs);
	return { level: share(LEVEL_MS), medium: share(MEDIUM_MS), long: share(LONG_MS) };
}

/** Takes one sample into the running levels of its series. */
export function observe(series: Series, value: number, slot: number, shares: Shares): void {
	const { state, season } = series;
	const samples = state[SAMPLES] ?? 0;
	const usual = season.isKnown ? season.at(slot) : 0;
	// The first few samples count equally: an exponential mean would overweight the first for a long time.
	const least = 1 / (samples + 1);
	if (samples > 0) {
		const error = value - (state[LEVEL] ?? 0);
		const slow = Math.max(shares.medium, least);
		state[VARIANCE] = (state[VARIANCE] ?? 0) * (1 - slow) + slow * error * error;
	}
	approach(state, LEVEL, value, Math.max(shares.level, least));
	approach(state, MEDIUM, value - usual, Math.max(shares.medium, least));
	approach(state, LONG, value - usual, Math.max(shares.long, least));
	state[SAMPLES] = samples + 1;
	state[SUM] = (state[SUM] ?? 0) + value;
	state[COUNT_IN_STEP] = (state[COUNT_IN_STEP] ?? 0) + 1;
	state[LAST] = value;
}

/** Returns a step's mean, NaN for one without a sample, and begins the next step. */
export function takeStepMean({ state }: Series): number {
	const count = state[COUNT_IN_STEP] ?? 0;
	const mean = count ? (state[SUM] ?? 0) / count : NaN;
	state[SUM] = 0;
	state[COUNT_IN_STEP] = 0;
	return mean;
}

/** Once a day is known, the slow levels are those of the deviations from the usual. */
export function rebase({ state, season }: Series, slot: number): void {
	const unusual = (state[LEVEL] ?? 0) - season.at(slot);
	state[MEDIUM] = unusual;
	state[LONG] = unusual;
}

function approach(state: Float64Array, cell: number, value: number, share: number): void {
	const known = state[cell] ?? 0;
	state[cell] = known + share * (value - known);
}

/** Returns the number of the step that contains a time, counted from 1970. */
export function stepOf(at: number): number {
	return Math.floor(at / STEP_MS);
}
