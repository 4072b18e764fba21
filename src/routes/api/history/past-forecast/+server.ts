import { readPastForecastQuestion } from '#view-models/accuracy/query-string.ts';
import { answered } from '../answered.ts';
import type { RequestHandler } from './$types';

/** What had been forecast for one metric of a server, and what came: ?server=…&metric=…&step=6&range=… */
export const GET: RequestHandler = (event) =>
	answered(event, 'pastForecast', readPastForecastQuestion(event.url.searchParams));
