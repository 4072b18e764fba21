import type { Retention } from '../../server/history/recorder.ts';
import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import { DerivedHistory, levelTick } from './derived-history.ts';
import { seeded } from './fleets.ts';

export const WALK_BEGIN = Date.UTC(2026, 0, 5);
const MINUTE_MS = 60_000;
const WALK_STEP_MS = 5 * MINUTE_MS;
/** p90 of the standard normal distribution. */
const Z90 = 1.2816;

/** How a stretch of the walk goes. */
export interface Stretch {
	/** How wide the bands are beside the right width. */
	readonly width?: number;
	/** How far a forecast is off, in the metric's unit. */
	readonly shift?: number;
	readonly tickMinutes?: number;
	/** False: time goes by, but nothing is kept. */
	readonly kept?: boolean;
	/** The daemon calls these silent. */
	readonly silent?: readonly string[];
}

/**
 * The history of a random walk, and of a forecaster that knows all that can be known (the next values are normal about
 * the present one), unless it is broken on purpose.
 */
export class ForecastWalk {
	readonly history: DerivedHistory;
	readonly #servers: readonly string[];
	readonly #metrics: readonly string[];
	readonly #values: number[];
	readonly #random = seeded(17);
	#minute = 0;
	#sampledAt = -Infinity;

	constructor(servers: readonly string[], metrics: readonly string[], retention?: Retention) {
		this.history = new DerivedHistory(retention);
		this.#servers = servers;
		this.#metrics = metrics;
		this.#values = Array.from({ length: servers.length * metrics.length }, (_, cell) => 100 + cell);
	}

	/** When the next minute of the walk is, in ms since 1970. */
	get at(): number {
		return WALK_BEGIN + this.#minute * MINUTE_MS;
	}

	go(minutes: number, stretch: Stretch = {}): this {
		const { tickMinutes = 5, kept = true } = stretch;
		for (const end = this.#minute + minutes; this.#minute < end; this.#minute++) {
			for (let cell = 0; cell < this.#values.length; cell++)
				this.#values[cell] = (this.#values[cell] ?? 0) + this.#normal();
			if (kept && this.#minute % tickMinutes === 0) this.#keep(stretch);
		}
		return this;
	}

	#keep({ width = 1, shift = 0, silent = [] }: Stretch): void {
		const tick = levelTick(
			this.at,
			Object.fromEntries(this.#servers.map((server) => [server, 'healthy']))
		);
		const { risk } = tick.states;
		const marked = silent.map((server) => {
			const entry = risk[server];
			return [server, { ...entry, silent: true }];
		});
		const due = this.at - this.#sampledAt >= WALK_STEP_MS;
		if (due) this.#sampledAt = this.at;
		this.history.keep({
			...tick,
			states: { ...tick.states, risk: { ...risk, ...Object.fromEntries(marked) } },
			samples: {
				servers: this.#servers,
				metrics: this.#metrics,
				steps: SAMPLED_STEPS,
				stepMs: WALK_STEP_MS,
				now: Float32Array.from(this.#values),
				...(due && { values: this.#forecasts(width, shift) })
			}
		});
	}

	#forecasts(width: number, shift: number): Float32Array<ArrayBuffer> {
		const quantiles = new Float32Array(this.#values.length * 3 * SAMPLED_STEPS.length);
		this.#values.forEach((value, cell) =>
			[-Z90, 0, Z90].forEach((z, quantile) =>
				SAMPLED_STEPS.forEach((step, position) => {
					const deviation = Math.sqrt((step * WALK_STEP_MS) / MINUTE_MS) * width;
					quantiles[(cell * 3 + quantile) * SAMPLED_STEPS.length + position] =
						value + shift + z * deviation;
				})
			)
		);
		return quantiles;
	}

	#normal(): number {
		const random = this.#random;
		return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	}
}
