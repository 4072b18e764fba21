import type { Result } from '#core/protocol/problem.ts';
import { RESOLUTION_MS, type Window } from '#core/history/range.ts';

/** What answers about the past tell of: the question, and the newest whole minute (when it began, ms since 1970) that was kept then. */
export interface Told {
	readonly text: string;
	readonly newestMinute?: number | undefined;
}

/** What the answer to a question tells of; one of an empty past knows of no minute, and any is newer. */
export function toldBy(text: string, answer: Result<{ readonly window: Window }>): Told {
	if (!answer.ok) return { text };
	return { text, newestMinute: answer.value.window.to - RESOLUTION_MS.minutes };
}

/**
 * Whether to ask again: the question is another, or a minute is kept now that the answers do not know of. The first minute
 * heard of is no news to answers that were asked for without knowing any: they are of this very moment.
 */
export function isNews(wanted: Told, told: Told | undefined): boolean {
	if (told?.text !== wanted.text) return true;
	if (wanted.newestMinute === undefined || told.newestMinute === undefined) return false;
	return wanted.newestMinute > told.newestMinute;
}

/** What the answers to `wanted` will tell of, of which the newest minute may not be known yet. */
export function toldAfter(wanted: Told, told: Told | undefined): Told {
	const known = told?.text === wanted.text ? told.newestMinute : undefined;
	return { text: wanted.text, newestMinute: wanted.newestMinute ?? known };
}
