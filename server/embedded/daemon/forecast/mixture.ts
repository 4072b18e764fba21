import {
	BY_HORIZON,
	EXPERT_COUNT,
	LAST_WEEK,
	QUANTILE_COUNT,
	QUANTILE_LEVELS,
	REGRESSION,
	STAYS,
	THREE_DAYS,
	TIME_OF_DAY,
	learnLosses
} from './expert-losses.ts';
import { trackQuantile } from './knot-record.ts';
import {
	MIXED_COUNT,
	MIXED_KNOTS,
	MIXED_STEPS,
	OFFSET_COUNT,
	OFFSET_QUANTILES,
	OFFSET_SCALE,
	SHARED_LOSSES,
	lossesAt,
	offsetAt,
	toldAt,
	widthAt
} from './mixture-memory.ts';
import { DAY_SLOTS } from './season.ts';
import { ISSUED_LOW, ORIGIN_LEVEL, ORIGIN_WEEK, Series, type IssuePart } from './series.ts';

/** Steps after which what is unusual beside a week before is assumed to be halfway gone. */
const HALF_WEEK_STEPS = 24;

/** Answers are rounded to thousandths: what is off by less is as it was told. */
const ROUNDING = 0.0005;

/** Returns a number as an answer has it. */
export function rounded(value: number): number {
	return Math.round(value * 1000) / 1000;
}

/** Step sizes: of the offsets' quantiles in units of their scale, and of the logarithm of the widening. */
const OFFSET_RATE = 0.04;
const WIDTH_RATE = 0.02;
/** Errors of a far horizon overlap and come late: it learns more slowly, or it would swing. */
const OVERLAP_STEPS = 24;
/** A band is at most four and a half times as wide, or as narrow, as its experts say. */
const MOST_WIDENING = 1.5;

/** The mixture's knot of half an hour. */
const HALF_HOUR = 1;

const told = new Float64Array(EXPERT_COUNT * QUANTILE_COUNT);

/** Returns what remains after some steps of being unusual beside a week before. */
export function weekShare(steps: number): number {
	return 2 ** (-steps / HALF_WEEK_STEPS);
}

/** Returns what "it stays" (0) or "as a week before" (1) adds to its base for a quantile at a knot. */
export function offsetOf(
	memory: Float32Array,
	index: number,
	expert: number,
	quantile: number
): number {
	const from = offsetAt(index, expert);
	return (memory[from + OFFSET_SCALE] ?? 0) * (memory[from + OFFSET_QUANTILES + quantile] ?? 0);
}

/**
 * Called when a step has ended, before its sample is taken into `recent`: compares it with what each expert told of it,
 * and with what the mixture told. Nothing is learnt before three days' quantiles are known, so that all experts are
 * compared by the same outcomes.
 */
export function learnMixture(series: Series, step: number, outcome: number): void {
	const { mixture, recent } = series;
	const isMixed = !Number.isNaN(recent.ofThreeDays(0));
	for (let index = 0; index < MIXED_COUNT; index++) {
		const steps = MIXED_STEPS[index] ?? 1;
		const origin = step - steps;
		const level = series.origins[Series.originAt(origin) + ORIGIN_LEVEL] ?? NaN;
		if (Number.isNaN(level)) continue;
		const gap = series.origins[Series.originAt(origin) + ORIGIN_WEEK] ?? NaN;
		const week = recent.aWeekBefore(step) + gap * weekShare(steps);
		const knot = MIXED_KNOTS[index] ?? 0;
		for (let quantile = 0; quantile < QUANTILE_COUNT; quantile++) {
			const issued = series.issuedAt(origin, knot, (ISSUED_LOW + quantile) as IssuePart);
			told[REGRESSION * QUANTILE_COUNT + quantile] = issued;
			told[STAYS * QUANTILE_COUNT + quantile] = level + offsetOf(mixture, index, 0, quantile);
			told[LAST_WEEK * QUANTILE_COUNT + quantile] = week + offsetOf(mixture, index, 1, quantile);
		}
		if (isMixed) learnLosses(mixture, lossesAt(index), BY_HORIZON, step, told, outcome);
		learnOffset(mixture, index, 0, outcome - level);
		learnOffset(mixture, index, 1, outcome - week);
		learnWidth(mixture, index, origin, Math.fround(outcome));
	}
	if (!isMixed) return;
	for (let quantile = 0; quantile < QUANTILE_COUNT; quantile++) {
		told[(THREE_DAYS - BY_HORIZON) * QUANTILE_COUNT + quantile] = recent.ofThreeDays(quantile);
		told[(TIME_OF_DAY - BY_HORIZON) * QUANTILE_COUNT + quantile] = recent.atTimeOfDay(
			step,
			quantile
		);
	}
	learnLosses(mixture, SHARED_LOSSES, EXPERT_COUNT - BY_HORIZON, step, told, outcome);
}

/** @param error NaN where the base was not known */
function learnOffset(memory: Float32Array, index: number, expert: number, error: number): void {
	if (Number.isNaN(error)) return;
	const steps = MIXED_STEPS[index] ?? 1;
	const from = offsetAt(index, expert);
	const count = memory[from + OFFSET_COUNT] ?? 0;
	const rate = Math.max(OFFSET_RATE / (1 + steps / OVERLAP_STEPS), 1 / (count + 20));
	for (let quantile = 0; quantile < QUANTILE_COUNT; quantile++) {
		const level = QUANTILE_LEVELS[quantile] ?? NaN;
		const over = error - offsetOf(memory, index, expert, quantile);
		// Of a metric that never changes every outcome is what was told, which moves nothing.
		if (Math.abs(over) <= ROUNDING) continue;
		trackQuantile(memory, from + OFFSET_QUANTILES + quantile, level, over < 0, rate);
	}
	const scale = memory[from + OFFSET_SCALE] ?? 0;
	const known = Math.min(count + 1, DAY_SLOTS / 3 + 4 * steps);
	memory[from + OFFSET_SCALE] = scale + (Math.abs(error) - scale) / known;
	memory[from + OFFSET_COUNT] = known;
}

/** Widens a side that was passed too often, by the rule of every tracked quantile (knot-record.ts). */
function learnWidth(memory: Float32Array, index: number, origin: number, outcome: number): void {
	const rate = WIDTH_RATE / (1 + (MIXED_STEPS[index] ?? 1) / OVERLAP_STEPS);
	const low = memory[toldAt(index, origin, 0)] ?? NaN;
	const high = memory[toldAt(index, origin, 1)] ?? NaN;
	if (Number.isNaN(low) || Number.isNaN(high)) return;
	widen(memory, widthAt(index, 0), rate * (outcome < low ? 0.9 : -0.1));
	widen(memory, widthAt(index, 1), rate * (outcome > high ? 0.9 : -0.1));
}

function widen(memory: Float32Array, cell: number, by: number): void {
	memory[cell] = Math.max(-MOST_WIDENING, Math.min(MOST_WIDENING, (memory[cell] ?? 0) + by));
}

/** Returns whether an outcome was outside what the mixture told half an hour before, undefined if it told nothing. */
export function wasOutside(
	{ mixture }: Series,
	step: number,
	outcome: number
): boolean | undefined {
	const origin = step - (MIXED_STEPS[HALF_HOUR] ?? 1);
	const low = mixture[toldAt(HALF_HOUR, origin, 0)] ?? NaN;
	const high = mixture[toldAt(HALF_HOUR, origin, 1)] ?? NaN;
	if (Number.isNaN(low) || Number.isNaN(high)) return undefined;
	return Math.fround(outcome) < low || Math.fround(outcome) > high;
}
