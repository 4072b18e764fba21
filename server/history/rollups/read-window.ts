import type { DatabaseSync } from 'node:sqlite';
import { rangeOf, windowOf, type RangeQuestion, type Window } from '#core/history/range.ts';
import { NEWEST_WHOLE_MINUTE } from './tables.ts';

/** The window that a question is about, on what is kept now. */
export function readWindow(
	database: DatabaseSync,
	{ range, until }: RangeQuestion,
	resolution = rangeOf(range).resolution
): Window {
	const newest = database.prepare(NEWEST_WHOLE_MINUTE).get() as { at: number } | undefined;
	return windowOf(range, newest?.at, until, resolution);
}

/** The table of a kind that holds a range as finely as it is told. */
export function tableOf(kind: 'fleet' | 'server', { range }: RangeQuestion): string {
	return `${kind}_${rangeOf(range).resolution}`;
}
