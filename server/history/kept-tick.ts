import type { KeptHead, KeptStates } from '#core/history/kept-ticks.ts';

/** The steps of a forecast that are held against the truth: 5, 15, 30 min, 1, 2, 4, 8 h at 5 min a step. */
export const SAMPLED_STEPS = [1, 3, 6, 12, 24, 48, 96] as const;

/**
 * Forecasts cut from a whole answer (Fleet.forecasts). NaN means that the server lacks the metric.
 */
export interface SampledForecasts {
	readonly servers: readonly string[];
	readonly metrics: readonly string[];
	/** From 1 upwards, as SAMPLED_STEPS. */
	readonly steps: readonly number[];
	/** How long one step is said to be. */
	readonly stepMs?: number;
	/** [server][metric][p10 | p50 | p90][step]; only every few minutes, so absent in most ticks. */
	readonly values?: Float32Array<ArrayBuffer>;
	/** [server][metric], with every tick: the truth of earlier forecasts. */
	readonly now: Float32Array<ArrayBuffer>;
}

/** What is handed to the history after each good round of the daemon. */
export interface KeptTick extends Omit<KeptHead, 'id'> {
	readonly states: KeptStates;
	readonly samples?: SampledForecasts;
}
