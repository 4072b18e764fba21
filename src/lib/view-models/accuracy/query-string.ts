import { readRangeQuestion } from '../history/query-string.ts';
import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import {
	REFERENCE_STEP,
	type AccuracyQuestion,
	type PastForecastQuestion
} from '#core/accuracy/answer.ts';

/** Reads `range`, `until` and `profile`. */
export function readAccuracyQuestion(query: URLSearchParams): Result<AccuracyQuestion> {
	const question = readRangeQuestion(query);
	const profile = query.get('profile');
	return question.ok && profile ? ok({ ...question.value, profile }) : question;
}

/** Reads `range`, `until`, `server`, `metric`, and `step` (six by default). */
export function readPastForecastQuestion(query: URLSearchParams): Result<PastForecastQuestion> {
	const question = readRangeQuestion(query);
	if (!question.ok) return question;
	const [server, metric] = [query.get('server'), query.get('metric')];
	const step = Number(query.get('step') ?? REFERENCE_STEP);
	if (server === null || !metric)
		return err('message-malformed', 'A server and a metric must be named.');
	if (!Number.isInteger(step) || step < 1 || step > HORIZON_STEPS)
		return err('message-malformed', `step is a whole number from 1 to ${HORIZON_STEPS}.`);
	return ok({ ...question.value, server, metric, step });
}
