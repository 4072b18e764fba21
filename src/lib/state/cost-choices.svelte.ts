import { givenCostSchema, type GivenCost } from '#core/cost/inputs.ts';
import { remember, remembered } from './storage.ts';

const KEY = 'fleetcast.cost';

/** What a person has put in on the cost page, remembered in this browser. */
export class CostChoices {
	#given = $state.raw<GivenCost>({});

	/** In a browser only: a server knows no person, and the first page must be the same on both. */
	recall(): void {
		this.#given = remembered(KEY, givenCostSchema) ?? {};
	}

	get given(): GivenCost {
		return this.#given;
	}

	change(part: GivenCost): void {
		this.#given = { ...this.#given, ...part };
		remember(KEY, this.#given);
	}

	forget(): void {
		this.#given = {};
		remember(KEY, this.#given);
	}
}
