import type { Random } from '../../shared/random.ts';
import { isOver, type Cascade } from './cascade-spread.ts';
import type { Machine } from './machine.ts';
import {
	cascadeSourcePressure,
	criticalPressure,
	degradingPressure,
	FORERUN_MS,
	releasedPressure
} from './pressure.ts';

export const SCENARIOS = ['healthy', 'degrading', 'critical', 'cascade'] as const;
export type Scenario = (typeof SCENARIOS)[number];

export const isScenario = (word: string): word is Scenario =>
	SCENARIOS.some((scenario) => scenario === word);

const DEGRADING_SHARE = 0.2;
const CRITICAL_SHARE = 0.25;
const CASCADE_SOURCES = 2;

/** The servers under a scenario's pressure, and the running cascade, if there is one. */
export class ScenarioDirector {
	readonly #random: Random;
	#scenario: Scenario = 'healthy';
	#affected: Machine[] = [];
	#cascade: Cascade | undefined;

	constructor(random: Random) {
		this.#random = random;
	}

	get scenario(): Scenario {
		return this.#scenario;
	}

	get cascade(): Cascade | undefined {
		return this.#cascade;
	}

	/** The servers under pressure; of a cascade, its sources. */
	get affected(): readonly Machine[] {
		return this.#affected;
	}

	/** Begins a scenario; naming the running one again changes nothing. */
	set(next: Scenario, machines: readonly Machine[], at: number): void {
		if (next === this.#scenario) return;
		if (this.#cascade) this.#cascade.releasedAt = Math.min(this.#cascade.releasedAt, at);
		const before = new Set(this.#affected);
		this.#affected = this.#choose(next, machines);
		const chosen = new Set(this.#affected);
		for (const machine of before) {
			if (!chosen.has(machine)) machine.pressure = releasedPressure(machine.pressure, at);
		}
		for (const machine of chosen) {
			const old = machine.pressure;
			// An episode that was about to take the server down gives way to the scenario.
			if (machine.episode) machine.episode = { ...machine.episode, downMs: 0 };
			if (next === 'degrading') {
				machine.pressure = degradingPressure(old, at, machine.profile === 'database');
			} else if (next === 'critical') {
				const isDegrading = this.#scenario === 'degrading' && before.has(machine);
				machine.pressure = criticalPressure(old, at, isDegrading);
			} else {
				machine.pressure = cascadeSourcePressure(old, at);
			}
		}
		if (next === 'cascade') this.#cascade = { startAt: at + FORERUN_MS, releasedAt: Infinity };
		this.#scenario = next;
	}

	/** A cascade ends by itself, and the scenario with it. */
	advance(at: number): void {
		if (!this.#cascade || !isOver(this.#cascade, at)) return;
		this.#cascade = undefined;
		if (this.#scenario !== 'cascade') return;
		this.#scenario = 'healthy';
		this.#affected = [];
	}

	#choose(scenario: Scenario, machines: readonly Machine[]): Machine[] {
		const share = (part: number) => Math.max(1, Math.round(machines.length * part));
		switch (scenario) {
			case 'healthy':
				return [];
			case 'degrading':
				return this.#pick(machines, share(DEGRADING_SHARE));
			case 'critical':
				return this.#pick(machines, share(CRITICAL_SHARE));
			case 'cascade': {
				const databases = machines.filter(({ profile }) => profile === 'database');
				return this.#pick(databases, CASCADE_SOURCES);
			}
		}
	}

	/** Sorts already affected servers first, so that degrading servers are the ones that become critical. */
	#pick(machines: readonly Machine[], count: number): Machine[] {
		const before = new Set(this.#affected);
		return machines
			.map((machine) => ({ machine, rank: this.#random.uniform() - (before.has(machine) ? 1 : 0) }))
			.sort((one, other) => one.rank - other.rank)
			.slice(0, count)
			.map(({ machine }) => machine);
	}
}
