import { readOverSpansQuestion } from '#view-models/next-hours/over-spans-query.ts';
import { answered } from '../answered.ts';
import type { RequestHandler } from './$types';

/** Which servers were over a limit around a moment: ?at=…&step=300000, and &ahead=96 for what came after it. */
export const GET: RequestHandler = (event) =>
	answered(event, 'overSpans', readOverSpansQuestion(event.url.searchParams));
