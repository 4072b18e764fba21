import { counted } from '#core/format.ts';
import { metricName } from '../metrics/metric-names.ts';
import type { CascadeEventsState } from '#core/topics/cascade-events.ts';

/** How many metrics are named; the rest are counted. */
const MOST_NAMED = 3;

/** Describes the correlated metrics of a detected cascade; undefined while none is detected. */
export function detectionInWords(events: CascadeEventsState | undefined): string | undefined {
	if (!events?.offered || events.detected !== true) return undefined;
	const { now } = events;
	if (now.length === 0) return 'The servers move together across all their metrics.';
	const named = now
		.slice(0, MOST_NAMED)
		.map(
			({ metric, servers }) => `${metricName(metric).name} on ${counted(servers.length, 'server')}`
		);
	const rest = now.length - named.length;
	const list = [...named, ...(rest > 0 ? [counted(rest, 'more metric')] : [])].join(', ');
	return `Moving together: ${list}.`;
}
