import { HORIZON_STEPS } from '../metrics.ts';
import type { Start } from './features.ts';
import { COEFFICIENTS, HIGH, LOW, MIDDLE, RECORD_SIZE } from './knot-record.ts';
import { KNOT_BEFORE, KNOT_COUNT, KNOT_SHARE } from './knots.ts';
import { combine, usualChange } from './median.ts';
import { isMixed, mix, weigh } from './mix.ts';
import type { Quantiles } from './quantiles.ts';
import type { Series } from './series.ts';

const regression = new Float64Array(3);

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
	const { records, season } = series;
	const bounded = (value: number) => Math.min(maximum, Math.max(0, value));
	const mixes = isMixed(series);
	const gap = start.level - series.recent.aWeekBefore(step);
	if (mixes) weigh(series, step, start.level);
	for (let ahead = 0; ahead < HORIZON_STEPS; ahead++) {
		const knot = KNOT_BEFORE[ahead] ?? 0;
		const share = KNOT_SHARE[ahead] ?? 0;
		const one = knot * RECORD_SIZE;
		const other = Math.min(knot + 1, KNOT_COUNT - 1) * RECORD_SIZE;
		const mixed = (cell: number) =>
			(records[one + cell] ?? 0) * (1 - share) + (records[other + cell] ?? 0) * share;
		const scale =
			(scales[knot] ?? 0) * (1 - share) + (scales[Math.min(knot + 1, KNOT_COUNT - 1)] ?? 0) * share;
		const base = combine(
			start,
			usualChange(season, slot, ahead + 1, start),
			mixed(COEFFICIENTS),
			mixed(COEFFICIENTS + 1),
			mixed(COEFFICIENTS + 2),
			mixed(COEFFICIENTS + 3),
			mixed(COEFFICIENTS + 4)
		);
		regression[0] = base + scale * mixed(LOW);
		regression[1] = base + scale * mixed(MIDDLE);
		regression[2] = base + scale * mixed(HIGH);
		const told = mixes ? mix(series, step, ahead + 1, gap, regression) : regression;
		const middle = told[1] ?? NaN;
		const cell = metric * HORIZON_STEPS + ahead;
		into.p50[cell] = bounded(middle);
		into.p10[cell] = bounded(Math.min(middle, told[0] ?? NaN));
		into.p90[cell] = bounded(Math.max(middle, told[2] ?? NaN));
	}
}
