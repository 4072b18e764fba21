import { LAST, LEVEL, LONG, MEDIUM, type Series } from './series.ts';

/** Time constants of the running levels: less than a step, half an hour, three hours. */
export const LEVEL_MS = 3 * 60_000;
export const MEDIUM_MS = 30 * 60_000;
export const LONG_MS = 180 * 60_000;

/**
 * The starting point of a forecast. The median at horizon h is level + b1·(usual(t+h) − usual(t)) + b2·back + b3·short
 * + b4·long + b5·fresh: seasonal exponential smoothing with damped trends, with coefficients per horizon learnt by
 * regression.
 */
export interface Start {
	level: number;
	/** The usual value now, NaN until a day is known. */
	usual: number;
	/** The distance back to the usual value, or to the mean of three hours until a day is known. */
	back: number;
	/** The short trend: the level minus that of the last half hour, both without the usual value. */
	short: number;
	/** The long trend: the last half hour minus the last three hours. */
	long: number;
	/** The newest sample minus the level: of a metric without noise it says more than the mean. */
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
