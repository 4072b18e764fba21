import { scenarioAnswerSchema, type Scenario, type ScenarioAnswer } from '#core/scenario.ts';
import { readAnswer } from './read-answer.ts';

/** The demo's scenario as this page knows it, and the way to choose another. */
export class DemoControl {
	#scenario = $state<Scenario>();
	#fault = $state<string>();
	readonly #ask: (choice?: Scenario) => Promise<Response>;

	/** `ask` reads the scenario, or sets the given one. */
	constructor(ask: (choice?: Scenario) => Promise<Response>) {
		this.#ask = ask;
	}

	get scenario(): Scenario | undefined {
		return this.#scenario;
	}

	get fault(): string | undefined {
		return this.#fault;
	}

	async read(): Promise<void> {
		this.#take(await this.#answer());
	}

	async choose(scenario: Scenario): Promise<void> {
		this.#take(await this.#answer(scenario));
	}

	#answer(choice?: Scenario): Promise<ScenarioAnswer> {
		return readAnswer(this.#ask(choice), scenarioAnswerSchema);
	}

	#take(answer: ScenarioAnswer): void {
		if (answer.ok) this.#scenario = answer.value.scenario;
		this.#fault = answer.ok ? undefined : answer.problem.detail;
	}
}
