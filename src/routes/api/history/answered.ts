import { json, type RequestEvent } from '@sveltejs/kit';
import type { QueryName, QuestionOf } from '#core/history/queries.ts';
import type { ProblemKind, Result } from '#core/protocol/problem.ts';

/** A malformed question is the client's error, a missing history nobody's. */
const STATUSES: Partial<Record<ProblemKind, number>> = {
	'message-malformed': 400,
	'history-absent': 404
};

function statusOf(result: Result<unknown>): number {
	return result.ok ? 200 : (STATUSES[result.problem.kind] ?? 503);
}

/** Identifies the client to the history, and cancels the query with the request. */
export function questionOptions({
	request,
	getClientAddress
}: Pick<RequestEvent, 'request' | 'getClientAddress'>) {
	return { asker: getClientAddress(), signal: request.signal };
}

/** Answers a question with a `Result` in JSON; a malformed one with its problem. */
export async function answered<Name extends QueryName>(
	event: RequestEvent,
	name: Name,
	question: Result<QuestionOf<Name>>
): Promise<Response> {
	return answeredWith(
		question.ok
			? await event.locals.host.history.ask(name, question.value, questionOptions(event))
			: question
	);
}

export function answeredWith(result: Result<unknown>): Response {
	return json(result, { status: statusOf(result), headers: { 'cache-control': 'no-store' } });
}
