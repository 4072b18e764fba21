import { EXPORTS } from '#view-models/history/exports.ts';
import { readSeriesQuestion } from '#view-models/history/query-string.ts';
import { err } from '#core/protocol/problem.ts';
import { answeredWith, questionOptions } from '../answered.ts';
import { beginExport, csvResponse } from './export.ts';
import type { RequestHandler } from './$types';

/** ?what=alerts|environment|series&range=…&until=…, for series &server=<name>: a file for a spreadsheet. */
export const GET: RequestHandler = async (event) => {
	const query = event.url.searchParams;
	const what = EXPORTS.find((name) => name === query.get('what'));
	if (!what) return answeredWith(err('message-malformed', `what is one of ${EXPORTS.join(', ')}.`));
	const question = readSeriesQuestion(query);
	if (!question.ok) return answeredWith(question);
	const { history } = event.locals.host;
	const ask: typeof history.ask = (name, page) => history.ask(name, page, questionOptions(event));
	const begun = await beginExport({ ask }, what, question.value);
	return begun.ok
		? csvResponse(`fleetcast-${what}-${question.value.range}.csv`, begun.value)
		: answeredWith(begun);
};
