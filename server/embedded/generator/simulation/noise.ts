import type { Random } from '../../shared/random.ts';
import { WANDERING, type Wandering } from './metrics.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** AR(1) with a coefficient of 0.85 per 5-second tick, as a time constant. */
const QUICK_MS = (-5 * SECOND) / Math.log(0.85);
const MINUTES_MS = 20 * MINUTE;
const HOURS_MS = 3 * HOUR;

/** The kinds of a server's noise: work common to all metrics, memory, and two kinds per metric. */
const COLUMNS = [
	{ timeConstantMs: HOURS_MS },
	{ timeConstantMs: MINUTES_MS },
	{ timeConstantMs: QUICK_MS },
	{ timeConstantMs: HOURS_MS },
	...WANDERING.flatMap(() => [{ timeConstantMs: MINUTES_MS }, { timeConstantMs: QUICK_MS }])
];
const WIDTH = COLUMNS.length;
const MEMORY_COLUMN = 3;
const FIRST_OWN_COLUMN = 4;

/** Standard deviations; the squares of each line and of the other parts sum to 1. */
const WORK = { hours: Math.sqrt(0.5), minutes: Math.sqrt(0.35), quick: Math.sqrt(0.15) };

interface Mixture {
	/** The permanent difference between this server and others. */
	offset: number;
	/** The work that all its metrics share. */
	work: number;
	memory: number;
	minutes: number;
	quick: number;
}

const mixture = (offset: number, work: number, memory: number, minutes: number, quick: number) => ({
	offset: Math.sqrt(offset),
	work: Math.sqrt(work),
	memory: Math.sqrt(memory),
	minutes: Math.sqrt(minutes),
	quick: Math.sqrt(quick)
});

const BUSY: Mixture = mixture(0.25, 0.4, 0, 0.2, 0.15);
/** Memory fills and empties over hours and hardly jumps. */
const HELD: Mixture = mixture(0.45, 0.08, 0.35, 0.11, 0.01);

const MIXTURES: readonly Mixture[] = WANDERING.map((metric: Wandering) =>
	metric === 'mem_used_pct' || metric === 'swap_used_pct' ? HELD : BUSY
);

/**
 * Noise with memory for a whole fleet: each number is a sum of Ornstein–Uhlenbeck processes with time constants
 * of half a minute, 20 minutes and 3 hours. One AR(1) of 0.85 a tick forgets everything within two minutes, so
 * that at the 5-minute steps of a forecast it would be white and leave nothing to foresee; on real machines,
 * requests last seconds, jobs minutes, and shifts of work hours.
 *
 * Steps are exact solutions of the process, x' = a·x + √(1 − a²)·N(0, 1) with a = e^(−dt/τ) (Gillespie 1996), so
 * the statistics are the same whatever the step: 5 s, 5 min, or both by turns.
 */
export class Noise {
	readonly #random: Random;
	#state: Float64Array;
	#stepMs = NaN;
	readonly #keep = new Float64Array(WIDTH);
	readonly #fresh = new Float64Array(WIDTH);

	constructor(servers: number, random: Random) {
		this.#random = random;
		this.#state = Float64Array.from({ length: servers * WIDTH }, () => random.normal());
	}

	/** Adds one more server; its index is the last. */
	grow(): void {
		const more = Float64Array.from({ length: WIDTH }, () => this.#random.normal());
		const grown = new Float64Array(this.#state.length + WIDTH);
		grown.set(this.#state);
		grown.set(more, this.#state.length);
		this.#state = grown;
	}

	advance(stepMs: number): void {
		if (stepMs !== this.#stepMs) this.#prepare(stepMs);
		const state = this.#state;
		const random = this.#random;
		for (let at = 0; at < state.length;) {
			for (let column = 0; column < WIDTH; column++, at++) {
				const kept = (state[at] ?? 0) * (this.#keep[column] ?? 0);
				state[at] = kept + (this.#fresh[column] ?? 0) * random.normal();
			}
		}
	}

	/** Returns the part that all metrics of a server share; standard normal over time. */
	work(server: number): number {
		const at = server * WIDTH;
		const state = this.#state;
		return (
			WORK.hours * (state[at] ?? 0) +
			WORK.minutes * (state[at + 1] ?? 0) +
			WORK.quick * (state[at + 2] ?? 0)
		);
	}

	/**
	 * Returns the noise of a metric; standard normal over servers and time.
	 *
	 * @param metric index in WANDERING
	 * @param offset the server's own standard normal constant for the metric
	 * @param work of the same server and time
	 */
	deviation(server: number, metric: number, offset: number, work: number): number {
		const mix = MIXTURES[metric] ?? BUSY;
		const state = this.#state;
		const from = server * WIDTH;
		const own = from + FIRST_OWN_COLUMN + 2 * metric;
		return (
			mix.offset * offset +
			mix.work * work +
			mix.memory * (state[from + MEMORY_COLUMN] ?? 0) +
			mix.minutes * (state[own] ?? 0) +
			mix.quick * (state[own + 1] ?? 0)
		);
	}

	#prepare(stepMs: number): void {
		this.#stepMs = stepMs;
		COLUMNS.forEach(({ timeConstantMs }, column) => {
			const keep = Math.exp(-stepMs / timeConstantMs);
			this.#keep[column] = keep;
			this.#fresh[column] = Math.sqrt(1 - keep * keep);
		});
	}
}
