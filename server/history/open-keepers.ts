import type { DatabaseSync } from 'node:sqlite';
import type { HistoryState } from '#core/topics/history.ts';
import type { Keeper, OpenKeeper, Retention } from './keeper.ts';
import type { KeptTick } from './kept-tick.ts';
import { isDamage, writeFault } from './sqlite-faults.ts';
import type { Stock } from './stock.ts';

/** All keepers of one open file. Whoever calls begins and ends the transaction. */
export class OpenKeepers {
	readonly #database: DatabaseSync;
	readonly #retention: Retention;
	readonly #onFault: (message: string, error: unknown) => void;
	readonly #each: { readonly keeper: Keeper; opened: OpenKeeper }[];

	constructor(
		database: DatabaseSync,
		keepers: readonly Keeper[],
		retention: Retention,
		onFault: (message: string, error: unknown) => void
	) {
		this.#database = database;
		this.#retention = retention;
		this.#onFault = onFault;
		this.#each = keepers.map((keeper) => ({ keeper, opened: keeper.open(database, retention) }));
	}

	keep(tick: KeptTick): void {
		for (const each of this.#each) {
			this.#database.exec('SAVEPOINT keeper');
			try {
				each.opened.keep(tick);
			} catch (error) {
				if (isDamage(error) || writeFault(error) || !this.#database.isTransaction) throw error;
				// A fault of one keeper must not cost the others their tick.
				this.#database.exec('ROLLBACK TO keeper');
				each.opened = each.keeper.open(this.#database, this.#retention);
				this.#onFault(`${each.keeper.name} could not keep a tick`, error);
			}
			this.#database.exec('RELEASE keeper');
		}
	}

	retain(now: number): void {
		for (const { opened } of this.#each) opened.retain(now);
	}

	get stocks(): readonly Stock[] {
		return this.#each.flatMap(({ opened }) => opened.stocks ?? []);
	}

	/** What viewers are told of them together. */
	kept(): Partial<HistoryState> {
		return Object.assign(
			{},
			...this.#each.map(({ opened }) => opened.kept?.() ?? {})
		) as Partial<HistoryState>;
	}

	/** When the last that was kept was kept, in ms since 1970. */
	newest(): number | undefined {
		return this.#each.map(({ opened }) => opened.newest?.()).find((at) => at !== undefined);
	}
}
