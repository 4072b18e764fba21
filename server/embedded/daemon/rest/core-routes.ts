import { jsonAnswer, rawJson, refusal } from '../answer/json-answer.ts';
import { localTime } from '../../shared/local-time.ts';
import type { Daemon, DaemonStatus } from '../daemon.ts';
import { parseFeedBody } from '../feed/feed-body.ts';
import type { Past } from '../feed/past.ts';
import type { Route } from './route.ts';

const PREDICTIONS_PER_MINUTE = 30;
const FEEDS_PER_MINUTE = 60;

export interface CoreDeps {
	readonly daemon: Daemon;
	readonly now: () => number;
	/** Absent: the feed is live from the beginning. */
	readonly past?: Past | undefined;
}

/**
 * With `time=feed` in the query, status and predictions are as of the feed's time. Without it, a daemon whose feed is still
 * in the past has no present to predict, and warms up.
 */
const isOfFeed = (query: URLSearchParams) => query.get('time') === 'feed';

/** The routes for feeding, health, status, forecasts and alerts. */
export function coreRoutes({ daemon, now, past }: CoreDeps): Route[] {
	const pastBefore = (query: URLSearchParams) => (isOfFeed(query) ? undefined : past?.progress());
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
			handle: ({ query }) => {
				const telling = pastBefore(query);
				const status = daemon.status();
				return jsonAnswer(telling ? statusInPast(status, telling) : status);
			}
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
			handle: ({ query }) => {
				const telling = pastBefore(query);
				if (telling) return insufficient(telling.message);
				const inference = daemon.inference();
				if ('body' in inference) return rawJson(inference.body);
				return insufficient(
					`Need at least ${inference.required} records, have ${inference.records}`
				);
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

function insufficient(message: string) {
	return jsonAnswer({ error: 'insufficient_data', message, predictions: {} });
}

/** A warm-up whose progress is that of the past. */
function statusInPast(
	status: DaemonStatus,
	{ percent, message }: { percent: number; message: string }
): DaemonStatus {
	const { warmup } = status;
	return {
		...status,
		warmup: {
			...warmup,
			is_warmed_up: false,
			progress_percent: percent,
			current_size: Math.floor((warmup.required_size * percent) / 100),
			message
		}
	};
}
