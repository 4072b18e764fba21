import type { KeptHead, KeptStates } from '#core/history/kept-ticks.ts';

/** Forecasts sampled from a whole answer (Fleet.forecasts). NaN means that the server lacks the metric. */
export interface SampledForecasts {
	readonly servers: readonly string[];
	readonly metrics: readonly string[];
	/** From 1 upwards, as in SAMPLED_STEPS. */
	readonly steps: readonly number[];
	/** The length of one step. */
	readonly stepMs?: number;
	/** [server][metric][p10 | p50 | p90][step]; only every few minutes, so absent in most ticks. */
	readonly values?: Float32Array<ArrayBuffer>;
	/** [server][metric], with every tick: the actual values for earlier forecasts. */
	readonly now: Float32Array<ArrayBuffer>;
}

/** What is handed to the history after each good poll. */
export interface KeptTick extends Omit<KeptHead, 'id'> {
	readonly states: KeptStates;
	/** Of a past that was simulated, not observed. */
	readonly simulated?: true;
	readonly samples?: SampledForecasts;
}
