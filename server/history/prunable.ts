import type { DatabaseSync } from 'node:sqlite';

/** Of what is kept, this part goes at a time when the file is too large. */
const PART = 1 / 20;
/** How many rows go at a time, so that no deletion holds up the next tick. */
const REMOVED_AT_ONCE = 500;

/** What is kept for one time, and goes earlier when the file is too large. */
export interface Prunable {
	/** How long it is kept where there is room. */
	readonly retentionMs: number;
	/** Of the oldest that may go, in ms since 1970; undefined when there is nothing to give. */
	oldest(): number | undefined;
	/** Gives up some of its oldest; false when nothing went. */
	prune(): boolean;
}

/**
 * What should go first: the kind that holds the largest part of the time that it may be kept. So a limit that is too small
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

/** How much of a length goes at a time. */
export function partOf(length: number): number {
	return length * PART;
}

export interface PrunableRows extends Prunable {
	/** Deletes a batch of what is older than a time, the oldest first; answers how many rows went. */
	remove(before: number): number;
}

/** Rows that hold a time in a column, of one table or of several that belong together. */
export function prunableRows(
	database: DatabaseSync,
	{
		keptMs,
		span,
		tables,
		atOnce = REMOVED_AT_ONCE
	}: {
		readonly keptMs: number;
		/** SQL: the time of the `oldest` row and of the `newest` that may go before its time. */
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
