import type { DatabaseSync } from 'node:sqlite';
import type { Recorder } from './recorder.ts';
import { inTransaction } from './transaction.ts';

export class NewerSchema extends Error {}

/**
 * Migrates each recorder’s tables to their newest version, all or none. Throws NewerSchema for tables of a newer Fleetcast.
 */
export function migrate(database: DatabaseSync, recorders: readonly Recorder[]): void {
	inTransaction(database, () => {
		database.exec(
			'CREATE TABLE IF NOT EXISTS schema_versions (keeper TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT'
		);
		const read = database.prepare('SELECT version FROM schema_versions WHERE keeper = ?');
		const write = database.prepare(
			'INSERT INTO schema_versions (keeper, version) VALUES (?1, ?2) ON CONFLICT (keeper) DO UPDATE SET version = ?2'
		);
		for (const { name, migrations } of recorders) {
			const version = Number(read.get(name)?.['version'] ?? 0);
			if (version > migrations.length)
				throw new NewerSchema(`${name} was written by a newer Fleetcast (version ${version})`);
			for (const sql of migrations.slice(version)) database.exec(sql);
			if (version < migrations.length) write.run(name, migrations.length);
		}
	});
}
