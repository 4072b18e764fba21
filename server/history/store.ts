import type { DatabaseSync } from 'node:sqlite';
import type { KeptState } from '#core/topics/kept.ts';
import { openDatabase, setAside } from './database.ts';
import { sizeOnDisk, tidy } from './disk-use.ts';
import type { Keeper, OpenKeeper, Retention } from './keeper.ts';
import type { KeptTick } from './kept-tick.ts';
import { isDamage, writeFault } from './sqlite-faults.ts';
import { inTransaction } from './transaction.ts';

export interface StoreSettings {
	readonly dir: string;
	readonly retention: Retention;
	/** The oldest ticks are given up before the file grows beyond this. */
	readonly maxBytes: number;
}

export interface StoreEvents {
	/** Something that an operator should read, once each time it begins. */
	onFault(message: string, detail?: string): void;
	/** A file, new or known, is open: whoever reads must open it again. */
	onOpened(): void;
}

/** A fault of the disk is not asked about more often than this. */
const RETRY_MS = 60_000;
/** How often what is too old is deleted. */
const TIDY_MS = 60_000;

interface Open {
	readonly database: DatabaseSync;
	keepers: { readonly keeper: Keeper; opened: OpenKeeper }[];
}

/** The one who writes: keeps ticks, deletes what is old, and gets over faults of disk and file. Its time comes with the ticks. */
export class Store {
	readonly #keepers: readonly Keeper[];
	readonly #settings: StoreSettings;
	readonly #events: StoreEvents;
	readonly #told = new Set<string>();
	#open: Open | undefined;
	#stopped: { readonly reason: string; readonly retryAt: number } | undefined;
	#tidiedAt = -Infinity;

	constructor(keepers: readonly Keeper[], settings: StoreSettings, events: StoreEvents) {
		this.#keepers = keepers;
		this.#settings = settings;
		this.#events = events;
	}

	/** Opens the file. A fault is told and remembered; the next ticks try again. */
	open(now: number): void {
		if (this.#open || now < (this.#stopped?.retryAt ?? -Infinity)) return;
		try {
			const { database, setAside: aside } = openDatabase(this.#settings.dir, this.#keepers, now);
			if (aside)
				this.#events.onFault(`history set aside as ${aside.name}, a new one begun`, aside.reason);
			this.#open = { database, keepers: [] };
			this.#reopenKeepers(this.#open);
			this.#stopped = undefined;
			this.#events.onOpened();
		} catch (error) {
			this.#stop(writeFault(error) ?? 'the history file cannot be opened', error, now);
		}
	}

	/** Keeps the ticks, in one transaction; answers whether they are on disk now. */
	keep(ticks: readonly KeptTick[]): boolean {
		const now = ticks.at(-1)?.at;
		if (now === undefined) return true;
		if (this.#stopped && now < this.#stopped.retryAt) return false;
		this.open(now);
		if (!this.#open) return false;
		if (!this.#write(() => ticks.forEach((tick) => this.#keepOne(tick)), now)) return false;
		this.#stopped = undefined;
		return true;
	}

	/** Deletes what is too old, about once a minute, and answers whether it was time for that. */
	tidy(now: number): boolean {
		if (!this.#open || now - this.#tidiedAt < TIDY_MS) return false;
		this.#tidiedAt = now;
		const { database, keepers } = this.#open;
		const opened = keepers.map((each) => each.opened);
		this.#write(() => opened.forEach((keeper) => keeper.retain(now)), now);
		if (this.#open) this.#guard(() => tidy(database, opened, this.#settings.maxBytes), now);
		return true;
	}

	state(): KeptState {
		const kept = this.#open?.keepers.map(({ opened }) => opened.kept?.() ?? {}) ?? [];
		return {
			keeping: this.#open !== undefined && this.#stopped === undefined,
			...(this.#stopped && { reason: this.#stopped.reason }),
			...Object.assign({}, ...kept),
			sizeMb: Math.round(sizeOnDisk(this.#settings.dir) / 100_000) / 10
		};
	}

	/** Somebody met damage while reading: the file is looked through, and set aside when it is so. */
	examine(now: number): void {
		const database = this.#open?.database;
		if (database) this.#guard(() => void database.prepare('PRAGMA quick_check(1)').all(), now);
		this.#close();
		this.open(now);
	}

	close(): void {
		this.#close();
	}

	#keepOne(tick: KeptTick): void {
		const open = this.#open;
		if (!open) return;
		for (const each of open.keepers) {
			open.database.exec('SAVEPOINT keeper');
			try {
				each.opened.keep(tick);
			} catch (error) {
				if (isDamage(error) || writeFault(error) || !open.database.isTransaction) throw error;
				// A fault of one keeper must not cost the others their tick.
				open.database.exec('ROLLBACK TO keeper');
				each.opened = each.keeper.open(open.database, this.#settings.retention);
				this.#tellOnce(`${each.keeper.name} could not keep a tick`, error);
			}
			open.database.exec('RELEASE keeper');
		}
	}

	/** One transaction; false when nothing of it was written. */
	#write(work: () => void, now: number): boolean {
		const open = this.#open;
		if (!open) return false;
		return this.#guard(() => inTransaction(open.database, work), now);
	}

	#guard(work: () => void, now: number): boolean {
		try {
			work();
			return true;
		} catch (error) {
			if (isDamage(error)) this.#replaceFile(error, now);
			else {
				this.#stop(writeFault(error) ?? 'the history could not be written', error, now);
				if (this.#open) this.#reopenKeepers(this.#open);
			}
			return false;
		}
	}

	#replaceFile(error: Error, now: number): void {
		this.#close();
		const name = setAside(this.#settings.dir, now);
		this.#events.onFault(
			`history set aside as ${name}, a new one begun`,
			`the file is damaged: ${error.message}`
		);
		this.open(now);
	}

	/** What they remembered was of a transaction that never was. */
	#reopenKeepers(open: Open): void {
		open.keepers = this.#keepers.map((keeper) => ({
			keeper,
			opened: keeper.open(open.database, this.#settings.retention)
		}));
	}

	#stop(reason: string, error: unknown, now: number): void {
		if (this.#stopped?.reason !== reason)
			this.#events.onFault(`history is not kept: ${reason}`, wordsOf(error));
		this.#stopped = { reason, retryAt: now + RETRY_MS };
	}

	#tellOnce(message: string, error: unknown): void {
		const detail = wordsOf(error);
		if (this.#told.has(message + detail)) return;
		this.#told.add(message + detail);
		this.#events.onFault(message, detail);
	}

	#close(): void {
		this.#open?.database.close();
		this.#open = undefined;
	}
}

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
