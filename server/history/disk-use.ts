import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { FILE_NAME } from './database.ts';
import type { OpenKeeper } from './keeper.ts';
import { inTransaction } from './transaction.ts';

/** Free pages up to this share of the file stay in it: the next ticks need them again. */
const FREE_SHARE = 0.1;
/** At most so many pages are given back at a time: 4 MB, some milliseconds. */
const VACUUM_PAGES = 1_000;
/** After a limit was lowered much, it is reached over some minutes: the ticks of now do not wait for it. */
const SHED_AT_ONCE = 10;
/** Giving up begins a little before the limit: the file must not pass it between two looks. */
const NEARLY = 0.97;

/** Bytes of the history file and of what SQLite keeps beside it. */
export function sizeOnDisk(dir: string): number {
	return ['', '-wal', '-shm']
		.map((suffix) => statSync(join(dir, FILE_NAME + suffix), { throwIfNoEntry: false })?.size ?? 0)
		.reduce((sum, size) => sum + size, 0);
}

/** Gives up the oldest while the file is too large, and gives free space back to the disk in small steps. */
export function tidy(
	database: DatabaseSync,
	keepers: readonly OpenKeeper[],
	maxBytes: number
): void {
	const pageBytes = pragma(database, 'page_size');
	const used = () =>
		(pragma(database, 'page_count') - pragma(database, 'freelist_count')) * pageBytes;
	for (let times = 0; times < SHED_AT_ONCE && used() > maxBytes * NEARLY; times++) {
		let given = false;
		inTransaction(database, () => {
			given = keepers.some((keeper) => keeper.shed?.() ?? false);
		});
		if (!given) break;
	}
	const spare = pragma(database, 'freelist_count');
	if (spare > pragma(database, 'page_count') * FREE_SHARE)
		database.exec(`PRAGMA incremental_vacuum(${Math.min(spare, VACUUM_PAGES)})`);
}

function pragma(database: DatabaseSync, name: string): number {
	return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
