import { readAccuracyQuestion } from '#view-models/accuracy/query-string.ts';
import { answered } from '../answered.ts';
import type { RequestHandler } from './$types';

/** The scores of forecasts: ?range=…, &until=…, and &profile= for the servers of one profile. */
export const GET: RequestHandler = (event) =>
	answered(event, 'accuracy', readAccuracyQuestion(event.url.searchParams));
