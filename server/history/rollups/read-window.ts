import type { DatabaseSync } from 'node:sqlite';
import { rangeOf, windowOf, type RangeQuestion, type Window } from '#core/history/range.ts';
import { NEWEST_WHOLE_MINUTE } from './tables.ts';

/** Returns the window of a question, given what is kept now. */
export function readWindow(
	database: DatabaseSync,
	{ range, until }: RangeQuestion,
	resolution = rangeOf(range).resolution
): Window {
	const newest = database.prepare(NEWEST_WHOLE_MINUTE).get() as { at: number } | undefined;
	return windowOf(range, newest?.at, until, resolution);
}

/** Returns the table of a kind with the resolution of the range. */
export function tableOf(kind: 'fleet' | 'server', { range }: RangeQuestion): string {
	return `${kind}_${rangeOf(range).resolution}`;
}
