import type { DatabaseSync } from 'node:sqlite';

/** Runs `work` in one transaction: all of its writes or none. IMMEDIATE, so that a locked file is noticed at the start. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
	database.exec('BEGIN IMMEDIATE');
	try {
		work();
		database.exec('COMMIT');
	} catch (error) {
		// SQLite rolls back by itself after some faults.
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}
