import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Recorder } from './recorder.ts';
import { migrate, NewerSchema } from './migrations.ts';
import { isDamage } from './sqlite-faults.ts';

export const FILE_NAME = 'history.sqlite';
/** The name prefix of a file that could not be used. */
export const SET_ASIDE = 'history-set-aside-';

/** How long to wait for another tool that reads the file. */
const BUSY_MS = 2_000;

/**
 * NORMAL in WAL mode: a committed transaction survives the end of the process, however sudden; a power cut may lose the
 * last ones, but never damages the file. Free space is returned in small steps.
 */
const SETTINGS = `
	PRAGMA auto_vacuum = INCREMENTAL;
	PRAGMA journal_mode = WAL;
	PRAGMA synchronous = NORMAL;
	PRAGMA journal_size_limit = 16000000;
	PRAGMA busy_timeout = ${BUSY_MS};
	PRAGMA cache_size = -8000;
`;

/** `quick` takes a second per few hundred MB; `whole` also compares the indexes, and takes several times that. */
export type Check = 'none' | 'quick' | 'whole';

export interface Opening {
	/** In ms since 1970: the name of a renamed file contains the time. */
	readonly now: number;
	/** How the file is checked first. */
	readonly check: Check;
	/** Damage found in the file since it was last opened. */
	readonly damage?: Error | undefined;
	/** The file could not be used and was renamed. Called before a new one is created, which may fail, too. */
	readonly onSetAside?: (name: string, reason: string) => void;
}

/**
 * Opens the history for writing in an existing folder and migrates its schema to the newest version. A file that is
 * damaged, or was written by a newer Fleetcast, is renamed and a new one created. Throws on any other failure: no
 * permission, no space.
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

/** Opens the same file read-only. Throws while there is none. */
export function openReader(dir: string): DatabaseSync {
	const database = new DatabaseSync(join(dir, FILE_NAME), { readOnly: true });
	database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA cache_size = -16000;`);
	return database;
}

/** Renames the file and the files that SQLite keeps beside it. */
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
