import { HORIZON_STEPS } from '../metrics/metrics.ts';

/** The steps for which chances are told: now, 15 and 30 min, 1, 2, 3, 4, 6 and 8 h at 5 minutes a step. */
export const OUTLOOK_STEPS = [0, 3, 6, 12, 24, 36, 48, 72, HORIZON_STEPS] as const;
/** The same without now, where there is no chance but a fact. */
export const STEPS_AHEAD = OUTLOOK_STEPS.slice(1);
