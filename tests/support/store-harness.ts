import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FILE_NAME } from '../../server/history/database.ts';
import type { Recorder, Retention } from '../../server/history/recorder.ts';
import { Store } from '../../server/history/store.ts';
import { ticksRecorder } from '../../server/history/ticks/ticks-recorder.ts';
import { BEGAN } from './kept-ticks.ts';

export const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const RETENTION = { ticksMs: HOUR_MS, minutesMs: HOUR_MS, hoursMs: HOUR_MS };

/** A folder of its own in which stores keep ticks, one after the other or at once; everything is kept for an hour. */
export class StoreHarness {
	readonly dir = mkdtempSync(join(tmpdir(), 'fleetcast-store-'));
	readonly path = join(this.dir, FILE_NAME);
	readonly faults: string[] = [];
	recovered = 0;
	readonly #open: { close(): void }[] = [];

	store(
		recorders: readonly Recorder[] = [ticksRecorder],
		maxBytes = 100_000_000,
		retention: Retention = RETENTION
	): Store {
		const settings = { dir: this.dir, retention, maxBytes };
		const store = new Store(recorders, settings, {
			onFault: (message, detail) => void this.faults.push(`${message} (${detail ?? ''})`),
			onRecovered: () => void this.recovered++,
			onOpened: () => undefined
		});
		this.#open.push(store);
		store.open(BEGAN);
		return store;
	}

	/** The file, as anybody may open it. */
	file(): DatabaseSync {
		const database = new DatabaseSync(this.path);
		this.#open.push(database);
		return database;
	}

	close(): void {
		for (const each of this.#open) each.close();
		rmSync(this.dir, { recursive: true });
	}
}

/** The whole numbers from 1 to `count`. */
export function range(count: number): number[] {
	return Array.from({ length: count }, (_, index) => index + 1);
}

/** Prunes once a minute until then: a single step that far ahead would look like a clock that was set. */
export function passTime(store: Store, until: number): void {
	for (let at = until - 2 * HOUR_MS; at < until; at += MINUTE_MS) store.tidy(at);
	store.tidy(until);
}
