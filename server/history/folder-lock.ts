import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './sqlite-faults.ts';

/** Another process writes to this folder. */
export class FolderTaken extends Error {}

/**
 * Takes the folder for this process: two that keep their ticks in one file would mix two histories. The lock is the
 * operating system's, on an empty file that SQLite locks: it goes with the process, however that ends. Answers how to let go.
 */
export function lockFolder(dir: string): () => void {
	mkdirSync(dir, { recursive: true });
	const lock = new DatabaseSync(join(dir, 'history.lock'));
	try {
		lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
	} catch (error) {
		lock.close();
		if (isBusy(error)) throw new FolderTaken('another Fleetcast keeps its history in this folder');
		throw error;
	}
	return () => lock.close();
}
