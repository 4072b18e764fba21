import { json } from '@sveltejs/kit';
import type { ProblemKind, Result } from '#core/protocol/problem.ts';

/** A question that is not understood is the asker's fault, a history that is not there nobody's. */
const STATUSES: Partial<Record<ProblemKind, number>> = {
	'message-malformed': 400,
	'history-absent': 404
};

export function statusOf(result: Result<unknown>): number {
	return result.ok ? 200 : (STATUSES[result.problem.kind] ?? 503);
}

/** The answer to a question as a `Result` in JSON; to one that was not understood, what is wrong with it. */
export async function answered<Question, Answer>(
	question: Result<Question>,
	ask: (question: Question) => Promise<Result<Answer>>
): Promise<Response> {
	const result = question.ok ? await ask(question.value) : question;
	return json(result, { status: statusOf(result), headers: { 'cache-control': 'no-store' } });
}
