import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Recorder } from './recorder.ts';
import { migrate, NewerSchema } from './migrations.ts';
import { isDamage } from './sqlite-faults.ts';

export const FILE_NAME = 'history.sqlite';
/** What the name of a file begins with that could not be used. */
export const SET_ASIDE = 'history-set-aside-';

/** Waits this long for somebody who reads the file with a tool of their own. */
const BUSY_MS = 2_000;

/**
 * NORMAL in WAL mode: a transaction that ended survives the end of the process, however sudden; a power cut may take the last
 * ones, but never breaks the file. Space that becomes free is given back in small steps.
 */
const SETTINGS = `
	PRAGMA auto_vacuum = INCREMENTAL;
	PRAGMA journal_mode = WAL;
	PRAGMA synchronous = NORMAL;
	PRAGMA journal_size_limit = 16000000;
	PRAGMA busy_timeout = ${BUSY_MS};
	PRAGMA cache_size = -8000;
`;

/** `quick` takes a second for each few hundred MB; `whole` compares the indexes too, and takes several times that. */
export type Check = 'none' | 'quick' | 'whole';

export interface Opening {
	/** Ms since 1970: the name of a file set aside holds the time. */
	readonly now: number;
	/** How the file is looked through first. */
	readonly check: Check;
	/** Damage that was met in the file since it was last opened. */
	readonly damage?: Error | undefined;
	/** The file could not be used and has a new name. Called before a new one is begun: that may fail too. */
	readonly onSetAside?: (name: string, reason: string) => void;
}

/**
 * Opens the history for writing in a folder that is there, its schema brought to the newest version. A file that is damaged,
 * or was written by a newer Fleetcast, is renamed and a new one begun. Throws what else goes wrong: no permission, no space.
 */
export function openDatabase(
	dir: string,
	recorders: readonly Recorder[],
	{ now, check, damage, onSetAside }: Opening
): DatabaseSync {
	const path = join(dir, FILE_NAME);
	try {
		if (damage) throw new DamagedFile(damage.message);
		return openFile(path, recorders, check);
	} catch (error) {
		const reason = reasonToSetAside(error);
		if (!reason) throw error;
		onSetAside?.(setAside(dir, now), reason);
		return openFile(path, recorders, 'none');
	}
}

/** The same file for reading alone. Throws while there is none. */
export function openReader(dir: string): DatabaseSync {
	const database = new DatabaseSync(join(dir, FILE_NAME), { readOnly: true });
	database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA cache_size = -16000;`);
	return database;
}

/** Renames the file, and with it what SQLite keeps beside it. */
function setAside(dir: string, now: number): string {
	const stamp = new Date(now).toISOString().replaceAll(/[-:]/g, '').replace('.', '');
	const name = `${SET_ASIDE}${stamp}.sqlite`;
	for (const suffix of ['', '-wal', '-shm']) {
		const path = join(dir, FILE_NAME + suffix);
		if (existsSync(path)) renameSync(path, join(dir, name + suffix));
	}
	return name;
}

function openFile(path: string, recorders: readonly Recorder[], check: Check): DatabaseSync {
	const database = new DatabaseSync(path);
	try {
		database.exec(SETTINGS);
		if (check !== 'none') lookThrough(database, check);
		migrate(database, recorders);
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}

function lookThrough(database: DatabaseSync, check: Check): void {
	const name = check === 'whole' ? 'integrity_check' : 'quick_check';
	const finding = database.prepare(`PRAGMA ${name}(1)`).get()?.[name];
	if (finding !== 'ok') throw new DamagedFile(String(finding));
}

class DamagedFile extends Error {}

function reasonToSetAside(error: unknown): string | undefined {
	if (error instanceof NewerSchema) return error.message;
	return error instanceof DamagedFile || isDamage(error)
		? `the file is damaged: ${error.message}`
		: undefined;
}
