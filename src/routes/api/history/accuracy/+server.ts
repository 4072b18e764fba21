import { readAccuracyQuestion } from '#core/accuracy/query-string.ts';
import { answered } from '../answered.ts';
import type { RequestHandler } from './$types';

/** How forecasts did: ?range=…, &until=…, and &profile= for the servers of one profile. */
export const GET: RequestHandler = ({ locals, url }) =>
	answered(readAccuracyQuestion(url.searchParams), (question) =>
		locals.host.history.ask('accuracy', question)
	);
