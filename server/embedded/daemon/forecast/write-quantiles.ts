import { HORIZON_STEPS } from '../metrics.ts';
import type { Start } from './features.ts';
import { COEFFICIENTS, HIGH, LOW, MIDDLE, RECORD_SIZE } from './knot-record.ts';
import { KNOT_BEFORE, KNOT_COUNT, KNOT_SHARE } from './knots.ts';
import { combine, usualChange } from './median.ts';
import type { Quantiles } from './quantiles.ts';
import type { Series } from './series.ts';

/**
 * Writes a metric's forecast: per step the regression's value, with coefficients interpolated between knots, and the
 * error quantiles around it, ordered and kept within 0 and `maximum`.
 */
export function writeQuantiles(
	series: Series,
	scales: Float64Array,
	start: Start,
	slot: number,
	maximum: number,
	metric: number,
	into: Quantiles
): void {
	const { records, season } = series;
	const bounded = (value: number) => Math.min(maximum, Math.max(0, value));
	for (let step = 0; step < HORIZON_STEPS; step++) {
		const knot = KNOT_BEFORE[step] ?? 0;
		const share = KNOT_SHARE[step] ?? 0;
		const one = knot * RECORD_SIZE;
		const other = Math.min(knot + 1, KNOT_COUNT - 1) * RECORD_SIZE;
		const mixed = (cell: number) =>
			(records[one + cell] ?? 0) * (1 - share) + (records[other + cell] ?? 0) * share;
		const scale =
			(scales[knot] ?? 0) * (1 - share) + (scales[Math.min(knot + 1, KNOT_COUNT - 1)] ?? 0) * share;
		const base = combine(
			start,
			usualChange(season, slot, step + 1, start),
			mixed(COEFFICIENTS),
			mixed(COEFFICIENTS + 1),
			mixed(COEFFICIENTS + 2),
			mixed(COEFFICIENTS + 3),
			mixed(COEFFICIENTS + 4)
		);
		const middle = base + scale * mixed(MIDDLE);
		const cell = metric * HORIZON_STEPS + step;
		into.p50[cell] = bounded(middle);
		into.p10[cell] = bounded(Math.min(middle, base + scale * mixed(LOW)));
		into.p90[cell] = bounded(Math.max(middle, base + scale * mixed(HIGH)));
	}
}
