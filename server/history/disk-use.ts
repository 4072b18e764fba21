import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { FILE_NAME, SET_ASIDE } from './database.ts';
import { mostFull, type Prunable } from './prunable.ts';
import { inTransaction } from './transaction.ts';

/** Free pages up to this share of the file stay in it: the next ticks need them again. */
const FREE_SHARE = 0.1;
/** The pages returned at a time: 4 MB, some milliseconds. */
const VACUUM_PAGES = 1_000;
/** After a limit was lowered much, it is reached over some minutes, so that current ticks do not wait. */
const SHED_AT_ONCE = 20;
/** Pruning begins a little before the limit, because the file must not exceed it between two checks. */
const NEARLY = 0.97;

/**
 * `shortened`: rows were deleted before their retention time. `exceeded`: nothing is left to prune, and the rest is larger
 * than the limit.
 */
export type DiskSpace = 'enough' | 'shortened' | 'exceeded';

/** Returns the bytes of the history file, of SQLite's files beside it, and of renamed files. */
export function sizeOnDisk(dir: string): number {
	return namesIn(dir)
		.filter((name) => name.startsWith(FILE_NAME) || name.startsWith(SET_ASIDE))
		.map((name) => statSync(join(dir, name), { throwIfNoEntry: false })?.size ?? 0)
		.reduce((sum, size) => sum + size, 0);
}

function namesIn(dir: string): string[] {
	try {
		return readdirSync(dir);
	} catch {
		// No readable folder: the reason is reported elsewhere.
		return [];
	}
}

/** Prunes the oldest rows of each kind while the file is too large, and returns free space to the disk in small steps. */
export function tidy(
	database: DatabaseSync,
	prunables: readonly Prunable[],
	{ maxBytes, now }: { readonly maxBytes: number; readonly now: number }
): DiskSpace {
	const pageBytes = pragma(database, 'page_size');
	const used = () =>
		(pragma(database, 'page_count') - pragma(database, 'freelist_count')) * pageBytes;
	let space: DiskSpace = 'enough';
	let giving = prunables;
	for (let times = 0; times < SHED_AT_ONCE && used() > maxBytes * NEARLY; times++) {
		const prunable = mostFull(giving, now);
		if (!prunable) {
			if (used() > maxBytes) space = 'exceeded';
			break;
		}
		let went = false;
		inTransaction(database, () => {
			went = prunable.prune();
		});
		if (went) space = 'shortened';
		else giving = giving.filter((other) => other !== prunable);
	}
	const spare = pragma(database, 'freelist_count');
	if (spare > pragma(database, 'page_count') * FREE_SHARE)
		database.exec(`PRAGMA incremental_vacuum(${Math.min(spare, VACUUM_PAGES)})`);
	return space;
}

function pragma(database: DatabaseSync, name: string): number {
	return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
