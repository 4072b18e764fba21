import * as z from 'zod/mini';
import { OVER_SPANS_BOUNDS, type OverSpansQuestion } from '#core/history/over-spans.ts';
import { err, ok, type Result } from '#core/protocol/problem.ts';
import { timeOf } from '../history/query-string.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const { back, ahead } = OVER_SPANS_BOUNDS;
const stepSchema = z.int().check(z.gte(MINUTE_MS), z.lte(DAY_MS));
const aheadSchema = z.int().check(z.gte(0), z.lte(ahead));

/** Reads `at`, `step` in ms, and `ahead` in steps: none unless it is given. */
export function readOverSpansQuestion(query: URLSearchParams): Result<OverSpansQuestion> {
	const at = timeOf(query.get('at') ?? '');
	const step = stepSchema.safeParse(Number(query.get('step')));
	const after = aheadSchema.safeParse(Number(query.get('ahead') ?? 0));
	if (at === undefined)
		return err('message-malformed', 'at is not a time like 2026-01-31T12:34:56Z.');
	if (!step.success)
		return err('message-malformed', `step is a number of ms from ${MINUTE_MS} to ${DAY_MS}.`);
	if (!after.success)
		return err('message-malformed', `ahead is a whole number of steps up to ${ahead}.`);
	return ok({ at, stepMs: step.data, back, ahead: after.data });
}

/** The inverse. `ahead`: whether what came after the moment is asked for, too. */
export function overSpansQuery(at: number, stepMs: number, withAhead: boolean): string {
	const query = new URLSearchParams({ at: new Date(at).toISOString(), step: String(stepMs) });
	if (withAhead) query.set('ahead', String(ahead));
	return query.toString();
}
