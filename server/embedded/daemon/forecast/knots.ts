import { HORIZON_STEPS } from '../metrics.ts';

/**
 * Horizons in steps at which a forecast learns from its errors; the steps between are interpolated. They are close
 * together where the uncertainty grows fast, an octave apart beyond.
 */
export const KNOTS = [1, 2, 3, 6, 12, 24, 48, 96] as const;
export const KNOT_COUNT = KNOTS.length;

/** For each step: the knot at or before it, and the fraction of the way to the next, 0–1. */
export const KNOT_BEFORE = new Uint8Array(HORIZON_STEPS);
export const KNOT_SHARE = new Float64Array(HORIZON_STEPS);

for (let step = 0; step < HORIZON_STEPS; step++) {
	const next = KNOTS.findIndex((knot) => knot > step + 1);
	const before = (next < 0 ? KNOT_COUNT : next) - 1;
	const from = KNOTS[before] ?? 1;
	const to = KNOTS[before + 1];
	KNOT_BEFORE[step] = before;
	KNOT_SHARE[step] = to ? (step + 1 - from) / (to - from) : 0;
}
