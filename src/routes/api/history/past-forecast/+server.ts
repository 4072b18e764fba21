import { readPastForecastQuestion } from '#view-models/accuracy/query-string.ts';
import { answered } from '../answered.ts';
import type { RequestHandler } from './$types';

/** The forecasts of one metric of a server, and the actual values: ?server=…&metric=…&step=6&range=… */
export const GET: RequestHandler = (event) =>
	answered(event, 'pastForecast', readPastForecastQuestion(event.url.searchParams));
