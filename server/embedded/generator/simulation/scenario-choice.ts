import type { Scenario } from './scenario.ts';
import type { Simulation } from './simulation.ts';

/** The scenario that is chosen: it begins now, or, while the past is still being simulated, with the present. */
export class ScenarioChoice {
	readonly #simulation: Pick<Simulation, 'scenario' | 'setScenario'>;
	#waiting: Scenario | undefined;

	/** @param first chosen before the start */
	constructor(simulation: Pick<Simulation, 'scenario' | 'setScenario'>, first: Scenario) {
		this.#simulation = simulation;
		this.#waiting = first;
	}

	get scenario(): Scenario {
		return this.#waiting ?? this.#simulation.scenario;
	}

	choose(scenario: Scenario): void {
		if (this.#waiting) this.#waiting = scenario;
		else this.#simulation.setScenario(scenario);
	}

	/** The present is reached. */
	begin(): void {
		const { scenario } = this;
		this.#waiting = undefined;
		this.#simulation.setScenario(scenario);
	}
}
