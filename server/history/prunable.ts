import type { DatabaseSync } from 'node:sqlite';

/** The part of the rows that is pruned at a time when the file is too large. */
const PART = 1 / 20;
/** How many rows are deleted at a time, so that no deletion delays the next tick. */
const REMOVED_AT_ONCE = 500;

/** Rows with one retention time that can be deleted earlier when the file is too large. */
export interface Prunable {
	/** How long they are kept where there is space. */
	readonly retentionMs: number;
	/** When the oldest deletable row was recorded, in ms since 1970; undefined when there is none. */
	oldest(): number | undefined;
	/** Deletes some of the oldest; returns false when there were none. */
	prune(): boolean;
}

/**
 * Returns what to prune first: the kind that holds the largest part of its retention time. So a limit that is too small
 * shortens all kinds alike.
 */
export function mostFull(prunables: readonly Prunable[], now: number): Prunable | undefined {
	let best: { readonly prunable: Prunable; readonly part: number } | undefined;
	for (const prunable of prunables) {
		const oldest = prunable.oldest();
		if (oldest === undefined) continue;
		const part = (now - oldest) / prunable.retentionMs;
		if (!best || part > best.part) best = { prunable, part };
	}
	return best?.prunable;
}

/** Returns how much of a time span is pruned at once. */
export function partOf(length: number): number {
	return length * PART;
}

export interface PrunableRows extends Prunable {
	/** Deletes a batch of rows older than a time, oldest first; returns how many. */
	remove(before: number): number;
}

/** Prunable rows with a time column, of one table or of several that belong together. */
export function prunableRows(
	database: DatabaseSync,
	{
		keptMs,
		span,
		tables,
		atOnce = REMOVED_AT_ONCE
	}: {
		readonly keptMs: number;
		/** SQL: the time of the `oldest` row and of the `newest` that may be deleted early. */
		readonly span: string;
		readonly tables: readonly {
			readonly name: string;
			readonly column: string;
			/** SQL: other rows stay. */
			readonly where?: string;
		}[];
		readonly atOnce?: number;
	}
): PrunableRows {
	const spanning = database.prepare(span);
	const removals = tables.map(({ name, column, where = 'true' }) =>
		database.prepare(
			`DELETE FROM ${name} WHERE ${column} IN
			 (SELECT ${column} FROM ${name} WHERE ${column} < ? AND ${where} ORDER BY ${column} LIMIT ${atOnce})`
		)
	);
	const read = () => {
		const row = spanning.get() as { oldest: number | null; newest: number | null } | undefined;
		const { oldest = null, newest = null } = row ?? {};
		return oldest === null || newest === null || newest < oldest ? undefined : { oldest, newest };
	};
	const remove = (before: number) =>
		removals.reduce((rows, removal) => rows + Number(removal.run(before).changes), 0);
	return {
		retentionMs: keptMs,
		oldest: () => read()?.oldest,
		prune() {
			const rows = read();
			return rows !== undefined && remove(rows.oldest + partOf(rows.newest - rows.oldest) + 1) > 0;
		},
		remove
	};
}
