import { refused } from '#core/protocol/problem.ts';
import { scenarioAnswerSchema, type Scenario, type ScenarioAnswer } from '#core/scenario.ts';

/** The demo's scenario as this page knows it, and the way to choose another. */
export class DemoControl {
	#scenario = $state<Scenario>();
	#fault = $state<string>();
	readonly #ask: (choice?: Scenario) => Promise<Response>;

	/** `ask` reads the scenario, or sets the one it is given. */
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

	async #answer(choice?: Scenario): Promise<ScenarioAnswer> {
		try {
			const body: unknown = await (await this.#ask(choice)).json();
			const parsed = scenarioAnswerSchema.safeParse(body);
			return parsed.success
				? parsed.data
				: refused('message-malformed', 'The answer is not understood.');
		} catch {
			return refused('server-closing', 'Fleetcast does not answer.');
		}
	}

	#take(answer: ScenarioAnswer): void {
		if (answer.ok) this.#scenario = answer.value.scenario;
		this.#fault = answer.ok ? undefined : answer.problem.detail;
	}
}
