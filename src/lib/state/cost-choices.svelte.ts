import { givenCostSchema, type GivenCost } from '#core/cost/inputs.ts';
import { remember, remembered } from './storage.ts';

const KEY = 'fleetcast.cost';

/** The inputs of the cost page that the user changed, stored in this browser. */
export class CostChoices {
	#given = $state.raw<GivenCost>({});

	/** Browser only: a server knows no user, and the first page must be the same on both. */
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
