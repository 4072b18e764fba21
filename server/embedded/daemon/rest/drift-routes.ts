import { jsonAnswer } from '../answer/json-answer.ts';
import type { Daemon } from '../daemon.ts';
import { driftReport } from '../drift/drift-report.ts';
import type { Route } from './route.ts';

export function driftRoutes(daemon: Daemon): Route[] {
	return [
		{
			method: 'GET',
			path: '/drift/status',
			summary: "How far the forecaster's errors have moved from what they were",
			keyed: true,
			handle: () => jsonAnswer(daemon.drift())
		},
		{
			method: 'GET',
			path: '/drift/report',
			summary: 'The same as a page of text',
			keyed: true,
			handle: () => jsonAnswer({ success: true, report: driftReport(daemon.drift()) })
		}
	];
}
