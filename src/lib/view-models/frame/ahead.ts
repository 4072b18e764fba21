import { HORIZON_STEPS } from '#core/metrics/metrics.ts';

/** The query parameter that names a moment ahead, in minutes, the same in each view that looks ahead. */
export const AHEAD_PARAMETER = 'ahead';

/** Reads it as a step of the forecast, the nearest one; 0, now, for anything that is no such moment. */
export function readAhead(text: string | null, stepMinutes: number): number {
	if (text === null || !/^\d{1,6}$/.test(text)) return 0;
	const step = Math.round(Number(text) / stepMinutes);
	return step <= HORIZON_STEPS ? step : 0;
}

/** The inverse; undefined for now, which needs no parameter. */
export function writeAhead(step: number, stepMinutes: number): string | undefined {
	return step === 0 ? undefined : String(step * stepMinutes);
}
