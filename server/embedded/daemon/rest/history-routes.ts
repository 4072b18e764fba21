import { jsonAnswer } from '../answer/json-answer.ts';
import type { History } from '../history/history.ts';
import type { Route, RouteCall } from './route.ts';

/** The routes of the daemon's history; an unknown range means an hour. */
export function historyRoutes(history: History): Route[] {
	const get = (path: string, summary: string, answer: (call: RouteCall) => unknown): Route => ({
		method: 'GET',
		path,
		summary,
		keyed: true,
		handle: (call) => jsonAnswer(answer(call))
	});
	const range = ({ query }: RouteCall) => query.get('time_range') ?? undefined;
	return [
		get('/historical/summary', 'Alerts of a time range in figures', (call) =>
			history.summary(range(call))
		),
		get('/historical/alerts', 'Changes of level, newest first', (call) =>
			history.alerts(range(call), call.query.get('server_name') ?? undefined)
		),
		get('/historical/environment', 'The fleet by the minute, oldest first', (call) =>
			history.environment(range(call))
		),
		get('/historical/server/{server_name}', "One server's changes of level", (call) =>
			history.server(call.param, range(call))
		),
		get('/historical/export/{table}', 'Alerts or environment as CSV', (call) =>
			history.exportCsv(call.param, range(call))
		)
	];
}
