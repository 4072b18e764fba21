import { HORIZON_STEPS } from '../metrics.ts';
import type { Start } from './features.ts';
import { COEFFICIENTS, HIGH, LOW, MIDDLE, RECORD_SIZE } from './knot-record.ts';
import { KNOT_BEFORE, KNOT_COUNT, KNOT_SHARE } from './knots.ts';
import { combine, usualChange } from './median.ts';
import { isMixed, mix, prepareMix } from './mix.ts';
import type { Quantiles } from './quantiles.ts';
import type { Series } from './series.ts';

/** What is interpolated between knots: the regression without the usual's change, and what that change counts. */
const BASE = 0;
const FOR_CHANGE = 1;
const SPREAD = 2;
const QUANTILES = 3;
const PARTS = QUANTILES + 3;

const parts = new Float64Array((KNOT_COUNT + 1) * PARTS);

/**
 * Writes a metric's forecast, ordered and kept within 0 and `maximum`: per step the regression's value, with coefficients
 * interpolated between knots, and the error quantiles around it; mixed with the other experts once they are known.
 *
 * @param step the step in which the forecast is made
 */
export function writeQuantiles(
	series: Series,
	scales: Float64Array,
	start: Start,
	step: number,
	slot: number,
	maximum: number,
	metric: number,
	into: Quantiles
): void {
	const mixes = isMixed(series);
	const gap = start.level - series.recent.aWeekBefore(step);
	if (mixes) prepareMix(series, step - 1, start.level, gap);
	prepareKnots(series, scales, start);
	const from = metric * HORIZON_STEPS;
	for (let ahead = 0; ahead < HORIZON_STEPS; ahead++) {
		const knot = (KNOT_BEFORE[ahead] ?? 0) * PARTS;
		const share = KNOT_SHARE[ahead] ?? 0;
		const change = usualChange(series.season, slot, ahead + 1, start);
		const base = between(knot + BASE, share) + between(knot + FOR_CHANGE, share) * change;
		const scale = between(knot + SPREAD, share);
		into.p10[from + ahead] = base + scale * between(knot + QUANTILES, share);
		into.p50[from + ahead] = base + scale * between(knot + QUANTILES + 1, share);
		into.p90[from + ahead] = base + scale * between(knot + QUANTILES + 2, share);
	}
	if (mixes) mix(series, step, gap, [1, HORIZON_STEPS], into, from - 1);
	for (let cell = from; cell < from + HORIZON_STEPS; cell++) {
		const middle = into.p50[cell] ?? NaN;
		into.p50[cell] = bounded(middle, maximum);
		into.p10[cell] = bounded(Math.min(middle, into.p10[cell] ?? NaN), maximum);
		into.p90[cell] = bounded(Math.max(middle, into.p90[cell] ?? NaN), maximum);
	}
}

/** The last knot stands twice, so that what follows a knot can always be read. */
function prepareKnots({ records }: Series, scales: Float64Array, start: Start): void {
	for (let knot = 0; knot <= KNOT_COUNT; knot++) {
		const known = Math.min(knot, KNOT_COUNT - 1);
		const own = known * RECORD_SIZE;
		const from = knot * PARTS;
		const coefficient = own + COEFFICIENTS;
		parts[from + BASE] = combine(
			start,
			0,
			0,
			records[coefficient + 1] ?? 0,
			records[coefficient + 2] ?? 0,
			records[coefficient + 3] ?? 0,
			records[coefficient + 4] ?? 0
		);
		parts[from + FOR_CHANGE] = records[coefficient] ?? 0;
		parts[from + SPREAD] = scales[known] ?? 0;
		parts[from + QUANTILES] = records[own + LOW] ?? 0;
		parts[from + QUANTILES + 1] = records[own + MIDDLE] ?? 0;
		parts[from + QUANTILES + 2] = records[own + HIGH] ?? 0;
	}
}

function between(cell: number, share: number): number {
	const near = parts[cell] ?? 0;
	return near + share * ((parts[cell + PARTS] ?? 0) - near);
}

function bounded(value: number, maximum: number): number {
	return Math.min(maximum, Math.max(0, value));
}
