import type { DatabaseSync } from 'node:sqlite';
import type { HistoryState } from '#core/topics/history.ts';
import { openDatabase, type Check } from './database.ts';
import { sizeOnDisk, tidy, type DiskSpace } from './disk-use.ts';
import { FolderTaken, lockFolder } from './folder-lock.ts';
import type { Recorder, Retention } from './recorder.ts';
import type { KeptTick } from './kept-tick.ts';
import { OpenRecorders } from './open-recorders.ts';
import { FolderGone, Place } from './place.ts';
import { beginRetention, retentionAt, retentionNow, type RetentionTime } from './retention-time.ts';
import { isBusy, isDamage, writeFault } from './sqlite-faults.ts';
import { inTransaction } from './transaction.ts';

export interface StoreSettings {
	/** An absolute path. */
	readonly dir: string;
	readonly retention: Retention;
	/** Before the file exceeds this, the oldest rows of each kind are deleted early. */
	readonly maxBytes: number;
}

export interface StoreEvents {
	/** A message for the operator, once at the start of each fault. */
	onFault(message: string, detail?: string): void;
	/** A fault is over. */
	onRecovered(): void;
	/** A file was opened, new or known, or closed: readers must open it again. */
	onOpened(): void;
}

/** The pause before another try after a disk fault. */
const RETRY_MS = 60_000;
/** How often old rows are deleted. */
const TIDY_MS = 60_000;

/** The words after `the history is`. */
const OVER_LIMIT = 'larger than HISTORY_MAX_MB, although all that can be deleted is gone';

interface Open {
	readonly database: DatabaseSync;
	readonly recorders: OpenRecorders;
}

/** Writes the history: keeps ticks, deletes old ones, and recovers from faults of disk and file. Its time is the ticks'. */
export class Store {
	readonly #recorders: readonly Recorder[];
	readonly #settings: StoreSettings;
	readonly #events: StoreEvents;
	readonly #told = new Set<string>();
	#unlock: (() => void) | undefined;
	#open: Open | undefined;
	#stopped: { readonly reason: string; readonly retryAt: number } | undefined;
	#tidiedAt = -Infinity;
	/** The file last written to. */
	#place: Place | undefined;
	#retention: RetentionTime | undefined;
	/** How the file is checked when it is next opened. */
	#check: Check = 'quick';
	#examinedAt = -Infinity;
	/** The result of the last check of the size. */
	#disk: DiskSpace = 'enough';
	/** Damage that was found, while the file is not yet replaced. */
	#damage: Error | undefined;

	constructor(recorders: readonly Recorder[], settings: StoreSettings, events: StoreEvents) {
		this.#recorders = recorders;
		this.#settings = settings;
		this.#events = events;
	}

	/** Opens the file, unless it is open. A fault is reported and stored; the next ticks try again. */
	open(now: number): void {
		if (this.#open) return;
		try {
			this.#place?.check();
			this.#unlock ??= lockFolder(this.#settings.dir);
			const database = openDatabase(this.#settings.dir, this.#recorders, {
				now,
				check: this.#check,
				damage: this.#damage,
				onSetAside: (name, reason) => {
					// The damage went with the old file: a failure of the new one is another fault.
					this.#check = 'none';
					this.#damage = undefined;
					this.#events.onFault(`history set aside as ${name}, a new one begun`, reason);
				}
			});
			this.#check = 'none';
			this.#open = { database, recorders: this.#openRecorders(database) };
			this.#place = new Place(this.#settings.dir);
			this.#retention ??= beginRetention(this.#open.recorders.newest(), now);
			this.#events.onOpened();
		} catch (error) {
			this.#closeFile();
			this.#stop(error, now);
		}
	}

	/** Keeps the ticks, in one transaction; returns whether they are on disk now. */
	keep(ticks: readonly KeptTick[]): boolean {
		const now = ticks.at(-1)?.at;
		if (now === undefined) return true;
		// A clock set back must not lengthen the wait.
		if (
			this.#stopped &&
			Math.abs(this.#stopped.retryAt - now) <= RETRY_MS &&
			now < this.#stopped.retryAt
		)
			return false;
		this.#leaveAnother(now);
		this.open(now);
		if (!this.#write((open) => ticks.forEach((tick) => open.recorders.keep(tick)), now))
			return false;
		if (this.#stopped) this.#events.onRecovered();
		this.#stopped = undefined;
		return true;
	}

	/** Closes a file that was moved or replaced, and opens the one in its place, or waits for one. */
	#leaveAnother(now: number): void {
		if (!this.#open || !this.#place || this.#place.isSame) return;
		this.close();
		this.#events.onOpened();
		try {
			this.#place.check();
			this.#events.onFault(
				'the history is another than before: what stands in HISTORY_DIR now is gone on with'
			);
		} catch (error) {
			this.#stop(error, now);
		}
	}

	/** Deletes old rows, about once a minute; returns whether it was time for that. */
	tidy(now: number): boolean {
		if (!this.#open || Math.abs(now - this.#tidiedAt) < TIDY_MS) return false;
		this.#tidiedAt = now;
		this.#retention = retentionAt(this.#retention ?? beginRetention(undefined, now), now);
		const by = retentionNow(this.#retention);
		const retained = this.#write((open) => open.recorders.retain(by), now);
		const { maxBytes } = this.#settings;
		if (retained)
			this.#guard(({ database, recorders }) => {
				this.#report(tidy(database, recorders.prunables, { maxBytes, now: by }));
			}, now);
		return true;
	}

	/** It may change from minute to minute: each state is logged once. */
	#report(disk: DiskSpace): void {
		if (disk === 'shortened')
			this.#tellOnce(
				'HISTORY_MAX_MB is reached: the oldest history is deleted early',
				'every kind is shortened alike'
			);
		if (disk === 'exceeded') this.#tellOnce(`the history is ${OVER_LIMIT}`, 'raise HISTORY_MAX_MB');
		this.#disk = disk;
	}

	/** Returns the state of the history, as viewers get it. */
	state(now: number): HistoryState {
		let kept: Partial<HistoryState> = {};
		this.#guard(({ recorders }) => {
			kept = recorders.kept();
		}, now);
		return {
			keeping: this.#open !== undefined && this.#stopped === undefined,
			...(this.#stopped && { reason: this.#stopped.reason }),
			...(this.#disk === 'exceeded' && { warning: `The history is ${OVER_LIMIT}.` }),
			...kept,
			sizeMb: Math.round(sizeOnDisk(this.#settings.dir) / 100_000) / 10
		};
	}

	/**
	 * A reader found damage: checks the file, and replaces it if it is damaged. Readers of a damaged file report it many
	 * times over, so it is checked once a minute at most.
	 */
	examine(now: number): void {
		if (Math.abs(now - this.#examinedAt) < RETRY_MS) return;
		this.#examinedAt = now;
		this.#closeFile();
		this.#check = 'whole';
		this.open(now);
	}

	close(): void {
		this.#closeFile();
		this.#unlock?.();
		this.#unlock = undefined;
	}

	/** Runs one transaction; returns false when nothing of it was written. */
	#write(work: (open: Open) => void, now: number): boolean {
		return this.#guard((open) => inTransaction(open.database, () => work(open)), now);
	}

	/** Runs `work` on the open file; returns false when there is none, or after a fault. */
	#guard(work: (open: Open) => void, now: number): boolean {
		if (!this.#open) return false;
		try {
			work(this.#open);
			return true;
		} catch (error) {
			// The recorders' memory is of a transaction that was rolled back: they are reopened with the file.
			this.#closeFile();
			if (isDamage(error)) {
				this.#damage = error;
				this.open(now);
			} else this.#stop(error, now);
			return false;
		}
	}

	#openRecorders(database: DatabaseSync): OpenRecorders {
		return new OpenRecorders(
			database,
			this.#recorders,
			this.#settings.retention,
			(message, error) => void this.#tellOnce(message, wordsOf(error))
		);
	}

	#stop(error: unknown, now: number): void {
		const known =
			error instanceof FolderTaken || error instanceof FolderGone
				? error.message
				: writeFault(error);
		const reason = known ?? 'the history could not be written';
		if (this.#stopped?.reason !== reason)
			this.#events.onFault(`history is not kept: ${reason}`, wordsOf(error));
		// Another tool's write lock on the file is short.
		this.#stopped = { reason, retryAt: isBusy(error) ? now : now + RETRY_MS };
	}

	#tellOnce(message: string, detail: string): void {
		if (this.#told.has(message + detail)) return;
		this.#told.add(message + detail);
		this.#events.onFault(message, detail);
	}

	#closeFile(): void {
		this.#open?.database.close();
		this.#open = undefined;
	}
}

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
