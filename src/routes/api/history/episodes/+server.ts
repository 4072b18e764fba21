import { readEventsQuestion } from '#core/history/query-string.ts';
import { answered } from '../answered.ts';
import type { RequestHandler } from './$types';

/** Events, newest first: ?range=…&until=… as everywhere, &limit=500, &server=<name>. */
export const GET: RequestHandler = ({ locals, url }) =>
	answered(readEventsQuestion(url.searchParams), (question) =>
		locals.host.history.ask('events', question)
	);
