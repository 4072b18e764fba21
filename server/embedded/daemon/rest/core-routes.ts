import { jsonAnswer, rawJson, refusal } from '../answer/json-answer.ts';
import { localTime } from '../../shared/local-time.ts';
import type { Daemon } from '../daemon.ts';
import { parseFeedBody } from '../feed/feed-body.ts';
import type { Route } from './route.ts';

const PREDICTIONS_PER_MINUTE = 30;
const FEEDS_PER_MINUTE = 60;

/** The routes for feeding, health, status, forecasts and alerts. */
export function coreRoutes(daemon: Daemon, now: () => number): Route[] {
	return [
		{
			method: 'GET',
			path: '/health',
			summary: 'Whether the process runs',
			keyed: false,
			handle: () =>
				jsonAnswer({ status: 'healthy', service: 'tft_inference_daemon', running: true })
		},
		{
			method: 'GET',
			path: '/status',
			summary: 'Batches fed, size of the window, progress of the warm-up',
			keyed: false,
			handle: () => jsonAnswer(daemon.status())
		},
		{
			method: 'POST',
			path: '/feed/data',
			summary: 'Takes in one batch of records; bad ones are refused by index with a reason',
			keyed: true,
			perMinute: FEEDS_PER_MINUTE,
			handle: ({ body }) => {
				const parsed = parseFeedBody(body);
				return parsed.ok ? jsonAnswer(daemon.feed(parsed.records)) : refusal(422, parsed.detail);
			}
		},
		{
			method: 'GET',
			path: '/predictions/current',
			summary: 'The forecast of every server, with risk, alerts and the state of the environment',
			keyed: true,
			perMinute: PREDICTIONS_PER_MINUTE,
			handle: () => {
				const inference = daemon.inference();
				if ('body' in inference) return rawJson(inference.body);
				const message = `Need at least ${inference.required} records, have ${inference.records}`;
				return jsonAnswer({ error: 'insufficient_data', message, predictions: {} });
			}
		},
		{
			method: 'GET',
			path: '/alerts/active',
			summary: 'The alerts of the current forecast',
			keyed: true,
			perMinute: PREDICTIONS_PER_MINUTE,
			handle: () => {
				const inference = daemon.inference();
				const alerts = 'body' in inference ? inference.alerts : [];
				return jsonAnswer({ timestamp: localTime(now()), count: alerts.length, alerts });
			}
		}
	];
}
