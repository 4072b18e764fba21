import { readRangeQuestion } from '#core/history/query-string.ts';
import { answered } from '../answered.ts';
import type { RequestHandler } from './$types';

/** ?server=<name>, and ?range=…&until=… as everywhere. */
export const GET: RequestHandler = ({ locals, url }) =>
	answered(readRangeQuestion(url.searchParams), (question) =>
		locals.host.history.ask('series', {
			...question,
			server: url.searchParams.get('server') ?? ''
		})
	);
