import { jsonAnswer, rawJson } from '../answer/json-answer.ts';
import { localTime } from '../../shared/local-time.ts';
import type { Daemon } from '../daemon.ts';
import type { Route } from './route.ts';

const EXPLANATIONS_PER_MINUTE = 30;

export function explainRoute(daemon: Daemon, now: () => number): Route {
	return {
		method: 'GET',
		path: '/explain/{server_name}',
		summary:
			"Why one server's risk is what it is, what its forecast rests on, what would change it",
		keyed: true,
		perMinute: EXPLANATIONS_PER_MINUTE,
		handle: ({ param: serverName }) => {
			const explained = daemon.explain(serverName);
			if (!('missing' in explained)) {
				const { explanation, entry } = explained;
				const rest = { server_name: serverName, timestamp: localTime(now()), ...explanation };
				// The entry is already JSON text, as in /predictions/current.
				return rawJson(`${JSON.stringify(rest).slice(0, -1)},"prediction":${entry}}`);
			}
			const message =
				explained.missing === 'no_prediction'
					? `No prediction available for ${serverName}`
					: `Need at least 10 records of ${serverName}, have ${explained.records}`;
			return jsonAnswer({ error: explained.missing, message });
		}
	};
}
