import { LAST, LEVEL, LONG, MEDIUM, type Series } from './series.ts';

/** Time constants of the running levels: shorter than a step's change, half an hour, three hours. */
export const LEVEL_MS = 3 * 60_000;
export const MEDIUM_MS = 30 * 60_000;
export const LONG_MS = 180 * 60_000;

/**
 * What a forecast starts from. The median at horizon h is
 *   level + b1·(usual(t+h) − usual(t)) + b2·back + b3·short + b4·long + b5·fresh,
 * seasonal exponential smoothing with damped trends, with coefficients per horizon learnt by regression.
 */
export interface Start {
	level: number;
	/** The usual value now, NaN until a day is known. */
	usual: number;
	/** The way back: to the usual value, or to the mean of three hours until a day is known. */
	back: number;
	/** The level against the last half hour, both less what is usual: the short trend. */
	short: number;
	/** The last half hour against the last three hours: the long trend. */
	long: number;
	/** The newest sample against the level: what a metric without noise has more to say than its mean. */
	fresh: number;
}

/** @param slot slot of the local day in which the forecast is made */
export function startOf(series: Series, slot: number, into: Start): void {
	const level = series.state[LEVEL] ?? NaN;
	const medium = series.state[MEDIUM] ?? NaN;
	const long = series.state[LONG] ?? NaN;
	const isKnown = series.season.isKnown;
	const usual = isKnown ? series.season.at(slot) : 0;
	into.level = level;
	into.usual = isKnown ? usual : NaN;
	into.back = isKnown ? usual - level : long - level;
	into.short = level - usual - medium;
	into.long = medium - long;
	into.fresh = (series.state[LAST] ?? NaN) - level;
}
