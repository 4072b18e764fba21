import { HORIZON_STEPS } from '#core/metrics/metrics.ts';

/** The time axis of the view: an hour of the past, then the whole forecast, in its steps; 0 is now. */
export const PAST_STEPS = 12;
const AXIS_STEPS = PAST_STEPS + HORIZON_STEPS;
/** Steps of one hour, as the daemon means them. */
export const HOUR_STEPS = 12;

/** Returns where a step stands, as a share of the axis. */
export function shareAt(step: number): number {
	return (step + PAST_STEPS) / AXIS_STEPS;
}

/** Returns the first step that an interval since a time shows; the whole past hour where it began before. */
export function stepOf(time: number, at: number, stepMinutes: number): number {
	return Math.max(-PAST_STEPS, Math.min(0, (time - at) / (stepMinutes * 60_000)));
}

/** Returns the step of the forecast at a share of the axis: the nearest one, from 0, now, to the last. */
export function stepAtShare(share: number): number {
	const step = Math.round(share * AXIS_STEPS) - PAST_STEPS;
	return Math.max(0, Math.min(HORIZON_STEPS, step));
}
