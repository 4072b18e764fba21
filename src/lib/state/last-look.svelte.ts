import {
	changesBetween,
	lookSchema,
	type Changes,
	type LookSummary
} from '#view-models/next-hours/last-look.ts';
import { remember, remembered } from './storage.ts';

const KEY = 'fleetcast.last-look';

/** What changed since this browser last had the view on screen. */
export class LastLook {
	readonly #storage: (() => Storage) | undefined;
	#before: LookSummary | undefined;
	#seen: LookSummary | undefined;
	#changes = $state.raw<Changes>();

	constructor(storage?: () => Storage) {
		this.#storage = storage;
		this.#before = remembered(KEY, lookSchema, storage);
	}

	/** Undefined where there is nothing to tell, or it was dismissed. It stands as it was on coming back. */
	get changes(): Changes | undefined {
		return this.#changes;
	}

	/** The newest states are on screen. */
	see(summary: LookSummary): void {
		if (this.#before) this.#changes = changesBetween(this.#before, summary);
		this.#before = undefined;
		this.#seen = summary;
	}

	/** The page is hidden, or left. */
	leave(): void {
		if (!this.#seen) return;
		remember(KEY, this.#seen, this.#storage);
		this.#before = this.#seen;
	}

	dismiss(): void {
		this.#changes = undefined;
	}
}
