import { readEventsQuestion } from '#view-models/history/query-string.ts';
import { answered } from '../answered.ts';
import type { RequestHandler } from './$types';

/** Events, newest first: ?range=…&until=… as everywhere, &limit=500, &server=<name>. */
export const GET: RequestHandler = (event) =>
	answered(event, 'events', readEventsQuestion(event.url.searchParams));
