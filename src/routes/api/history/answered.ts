import { json, type RequestEvent } from '@sveltejs/kit';
import type { QueryName, QuestionOf } from '#core/history/queries.ts';
import type { ProblemKind, Result } from '#core/protocol/problem.ts';

/** A question that is not understood is the asker's fault, a history that is not there nobody's. */
const STATUSES: Partial<Record<ProblemKind, number>> = {
	'message-malformed': 400,
	'history-absent': 404
};

export function statusOf(result: Result<unknown>): number {
	return result.ok ? 200 : (STATUSES[result.problem.kind] ?? 503);
}

/** For whom the history is asked, and until when. */
export function questionOptions({
	request,
	getClientAddress
}: Pick<RequestEvent, 'request' | 'getClientAddress'>) {
	return { asker: getClientAddress(), signal: request.signal };
}

/** The answer to a question as a `Result` in JSON; to one that was not understood, what is wrong with it. */
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
