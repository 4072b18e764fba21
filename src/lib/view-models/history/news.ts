import type { Result } from '#core/protocol/problem.ts';
import { RESOLUTION_MS, type Window } from '#core/history/range.ts';

/**
 * What answers about the past are based on: the query, and the newest whole minute (its start, ms since 1970) that was kept
 * then.
 */
export interface Told {
	readonly text: string;
	readonly newestMinute?: number | undefined;
}

/** Returns what an answer is based on; one of an empty history has no minute, and any is newer. */
export function toldBy(text: string, answer: Result<{ readonly window: Window }>): Told {
	if (!answer.ok) return { text };
	return { text, newestMinute: answer.value.window.to - RESOLUTION_MS.minutes };
}

/**
 * Whether to query again: the query differs, or a minute is kept now that the answers do not include. The first minute is
 * ignored by answers that were requested without knowing any: they are current.
 */
export function isNews(wanted: Told, told: Told | undefined): boolean {
	if (told?.text !== wanted.text) return true;
	if (wanted.newestMinute === undefined || told.newestMinute === undefined) return false;
	return wanted.newestMinute > told.newestMinute;
}

/** Returns what the answers to `wanted` will be based on; the newest minute may not be known yet. */
export function toldAfter(wanted: Told, told: Told | undefined): Told {
	const known = told?.text === wanted.text ? told.newestMinute : undefined;
	return { text: wanted.text, newestMinute: wanted.newestMinute ?? known };
}
