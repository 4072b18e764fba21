import { EXPORTS } from '#core/history/exports.ts';
import { readRangeQuestion } from '#core/history/query-string.ts';
import { refused } from '#core/protocol/problem.ts';
import { answered } from '../answered.ts';
import { beginExport, csvResponse } from './export.ts';
import type { RequestHandler } from './$types';

/** ?what=alerts|environment|series&range=…&until=…, for series &server=<name>: a file for a spreadsheet. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const query = url.searchParams;
	const what = EXPORTS.find((name) => name === query.get('what'));
	const question = what
		? readRangeQuestion(query)
		: refused('message-malformed', `what is one of ${EXPORTS.join(', ')}.`);
	if (!question.ok || !what) return answered(question, () => Promise.resolve(question));
	const server = query.get('server') ?? '';
	const begun = await beginExport(locals.host.history, what, { ...question.value, server });
	return begun.ok
		? csvResponse(`fleetcast-${what}-${question.value.range}.csv`, begun.value)
		: answered(begun, () => Promise.resolve(begun));
};
