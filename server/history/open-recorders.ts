import type { DatabaseSync } from 'node:sqlite';
import type { HistoryState } from '#core/topics/history.ts';
import type { Recorder, OpenRecorder, Retention } from './recorder.ts';
import type { KeptTick } from './kept-tick.ts';
import { isDamage, writeFault } from './sqlite-faults.ts';
import type { Prunable } from './prunable.ts';

/** All recorders of one open file. The caller begins and ends the transaction. */
export class OpenRecorders {
	readonly #database: DatabaseSync;
	readonly #retention: Retention;
	readonly #onFault: (message: string, error: unknown) => void;
	readonly #each: { readonly recorder: Recorder; opened: OpenRecorder }[];

	constructor(
		database: DatabaseSync,
		recorders: readonly Recorder[],
		retention: Retention,
		onFault: (message: string, error: unknown) => void
	) {
		this.#database = database;
		this.#retention = retention;
		this.#onFault = onFault;
		this.#each = recorders.map((recorder) => ({
			recorder,
			opened: recorder.open(database, retention)
		}));
	}

	keep(tick: KeptTick): void {
		for (const each of this.#each) {
			this.#database.exec('SAVEPOINT recorder');
			try {
				each.opened.record(tick);
			} catch (error) {
				if (isDamage(error) || writeFault(error) || !this.#database.isTransaction) throw error;
				// A fault of one recorder must not cost the others their tick.
				this.#database.exec('ROLLBACK TO recorder');
				each.opened = each.recorder.open(this.#database, this.#retention);
				this.#onFault(`${each.recorder.name} could not keep a tick`, error);
			}
			this.#database.exec('RELEASE recorder');
		}
	}

	retain(now: number): void {
		for (const { opened } of this.#each) opened.retain(now);
	}

	get prunables(): readonly Prunable[] {
		return this.#each.flatMap(({ opened }) => opened.prunable ?? []);
	}

	/** Merges what viewers are told about each. */
	kept(): Partial<HistoryState> {
		return Object.assign(
			{},
			...this.#each.map(({ opened }) => opened.kept?.() ?? {})
		) as Partial<HistoryState>;
	}

	/** When the newest row was recorded, in ms since 1970. */
	newest(): number | undefined {
		return this.#each.map(({ opened }) => opened.newest?.()).find((at) => at !== undefined);
	}
}
