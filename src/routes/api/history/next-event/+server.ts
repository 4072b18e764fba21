import { readNextEventQuestion } from '#view-models/history/query-string.ts';
import { answered } from '../answered.ts';
import type { RequestHandler } from './$types';

/** The change of level nearest to a replayable moment: ?at=<ISO 8601 in UTC>&direction=before|after. */
export const GET: RequestHandler = (event) =>
	answered(event, 'nextEvent', readNextEventQuestion(event.url.searchParams));
