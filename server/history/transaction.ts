import type { DatabaseSync } from 'node:sqlite';

/** Everything that `work` writes, or nothing of it. IMMEDIATE: whoever cannot write learns it at the beginning. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
	database.exec('BEGIN IMMEDIATE');
	try {
		work();
		database.exec('COMMIT');
	} catch (error) {
		// SQLite has rolled back by itself after some faults.
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}
