import * as z from 'zod/mini';
import { err, ok, type Result } from '#core/protocol/problem.ts';
import type { EventsQuestion } from '#core/history/events.ts';
import type { SeriesQuestion } from '#core/history/series.ts';
import { DIRECTIONS, type NextEventQuestion } from '#core/history/next-event.ts';
import { rangeIdSchema, USUAL_RANGE, type RangeQuestion } from '#core/history/range.ts';

/** The largest and the default number of events in an answer. */
export const EVENTS_LIMIT = { most: 1_000, usual: 500 } as const;

/**
 * A time in an address: ISO 8601 in UTC.
 * @returns undefined for text that is no such time, NaN never
 */
export function timeOf(text: string): number | undefined {
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/.test(text)) return undefined;
	const at = Date.parse(text);
	return at >= 0 ? at : undefined;
}

/** Reads `range` (1h by default) and `until`. */
export function readRangeQuestion(query: URLSearchParams): Result<RangeQuestion> {
	const range = rangeIdSchema.safeParse(query.get('range') ?? USUAL_RANGE);
	if (!range.success) return err('message-malformed', 'Unknown range.');
	const text = query.get('until');
	if (text === null) return ok({ range: range.data });
	const until = timeOf(text);
	return until === undefined
		? err('message-malformed', 'until is not a time like 2026-01-31T12:34:56Z.')
		: ok({ range: range.data, until });
}

/** Also reads `limit` and `server`. */
export function readEventsQuestion(query: URLSearchParams): Result<EventsQuestion> {
	const question = readRangeQuestion(query);
	if (!question.ok) return question;
	const limit = limitSchema.safeParse(Number(query.get('limit') ?? EVENTS_LIMIT.usual));
	if (!limit.success)
		return err('message-malformed', `limit is a number from 1 to ${EVENTS_LIMIT.most}.`);
	const server = query.get('server');
	return ok({ ...question.value, limit: limit.data, ...(server !== null && { server }) });
}

/** Also reads `server`. */
export function readSeriesQuestion(query: URLSearchParams): Result<SeriesQuestion> {
	const question = readRangeQuestion(query);
	return question.ok ? ok({ ...question.value, server: query.get('server') ?? '' }) : question;
}

/** Reads `at` and `direction`. */
export function readNextEventQuestion(query: URLSearchParams): Result<NextEventQuestion> {
	const at = timeOf(query.get('at') ?? '');
	const direction = DIRECTIONS.find((name) => name === query.get('direction'));
	if (at === undefined)
		return err('message-malformed', 'at is not a time like 2026-01-31T12:34:56Z.');
	return direction
		? ok({ at, direction })
		: err('message-malformed', `direction is one of ${DIRECTIONS.join(', ')}.`);
}

/** The inverse of `readNextEventQuestion`. */
export function nextEventQuery({ at, direction }: NextEventQuestion): string {
	return new URLSearchParams({ at: new Date(at).toISOString(), direction }).toString();
}

const limitSchema = z.int().check(z.gte(1), z.lte(EVENTS_LIMIT.most));

/** The inverse: writes the query of a range. */
export function rangeQuery(
	{ range, until }: RangeQuestion,
	more: Readonly<Record<string, string>> = {}
): string {
	const query = new URLSearchParams({ range });
	if (until !== undefined) query.set('until', new Date(until).toISOString());
	for (const [name, value] of Object.entries(more)) query.set(name, value);
	return query.toString();
}
