import { readRangeQuestion } from '#view-models/history/query-string.ts';
import { answered } from '../answered.ts';
import type { RequestHandler } from './$types';

/** ?range=30m|1h|8h|1d|1w|1M and, to end it at an earlier moment, &until=<ISO 8601 in UTC>. */
export const GET: RequestHandler = (event) =>
	answered(event, 'riskTimes', readRangeQuestion(event.url.searchParams));
