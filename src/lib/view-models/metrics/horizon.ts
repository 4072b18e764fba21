import { HORIZON_STEPS } from '#core/metrics/metrics.ts';

/** The daemon's "30 minutes" is its first six steps, and its "8 hours" all of them, whatever a step is said to last. */
export const SOON_STEPS = 6;

/** Returns the length of "soon" in minutes. */
export function soonMinutes(stepMinutes: number): number {
	return SOON_STEPS * stepMinutes;
}

/** Returns the length of the whole forecast in minutes. */
export function horizonMinutes(stepMinutes: number): number {
	return HORIZON_STEPS * stepMinutes;
}

/** A duration in whole minutes, short enough for a table's head: `30 min`, `8 h`, `1 h 36 min`. */
export function minutesInWords(minutes: number): string {
	const whole = Math.round(minutes);
	if (whole < 60) return `${whole} min`;
	const rest = whole % 60;
	return rest === 0 ? `${whole / 60} h` : `${Math.floor(whole / 60)} h ${rest} min`;
}
