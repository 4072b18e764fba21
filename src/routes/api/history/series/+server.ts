import { readSeriesQuestion } from '#view-models/history/query-string.ts';
import { answered } from '../answered.ts';
import type { RequestHandler } from './$types';

/** ?server=<name>, and ?range=…&until=… as everywhere. */
export const GET: RequestHandler = (event) =>
	answered(event, 'series', readSeriesQuestion(event.url.searchParams));
