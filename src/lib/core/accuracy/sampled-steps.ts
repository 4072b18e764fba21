/** The forecast steps that are scored: 5, 15, 30 min, 1, 2, 4, 8 h at 5 min a step. */
export const SAMPLED_STEPS = [1, 3, 6, 12, 24, 48, 96] as const;
