import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './sqlite-faults.ts';

/** Another process writes to this folder. */
export class FolderTaken extends Error {}

/**
 * Locks the folder for this process: two processes that write one file would mix two histories. The lock is the operating
 * system's, on an empty file that SQLite locks: it ends with the process, however that ends. Returns a function that
 * releases it.
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
