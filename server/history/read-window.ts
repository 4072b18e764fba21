import type { DatabaseSync } from 'node:sqlite';
import { rangeOf, windowOf, type RangeQuestion, type Window } from '#core/history/range.ts';
import { simulatedUntil } from './simulated-recorder.ts';

/**
 * The minute before the current one, which is left out of every answer. After a clock was set back there are later rows
 * from before that: they are not the newest.
 */
export const NEWEST_WHOLE_MINUTE = `SELECT at FROM fleet_minutes
	WHERE at < coalesce((SELECT minute FROM rollup_going), (SELECT max(at) FROM fleet_minutes))
	ORDER BY at DESC LIMIT 1`;

/** Returns the window of a question, given what is kept now. */
export function readWindow(
	database: DatabaseSync,
	{ range, until }: RangeQuestion,
	resolution = rangeOf(range).resolution
): Window {
	const newest = database.prepare(NEWEST_WHOLE_MINUTE).get() as { at: number } | undefined;
	const window = windowOf(range, newest?.at, until, resolution);
	const simulated = simulatedUntil(database);
	return simulated !== undefined && simulated >= window.from
		? { ...window, simulatedUntil: Math.min(simulated, window.to) }
		: window;
}
