import { inMetricOrder, metricName } from '../metrics/metric-names.ts';
import type { CascadeEvent } from '#core/topics/cascade-events.ts';

/** One metric that was anomalous at `at`; `percent` of the way from the timeline's start to its end. */
interface TimelineMark {
	readonly at: number;
	readonly percent: number;
	readonly severity: string;
	readonly servers: number;
}

interface TimelineLane {
	readonly metric: string;
	readonly name: string;
	readonly marks: readonly TimelineMark[];
}

/** From `from` to `to`, in ms since 1970, with a lane for each metric. */
export interface Timeline {
	readonly from: number;
	readonly to: number;
	readonly lanes: readonly TimelineLane[];
}

/** The shortest timeline, so that two seconds do not look like an age. */
const SHORTEST_MS = 60_000;

/**
 * Returns events as marks in lanes. Tracked metrics have a lane even without events.
 * @param now end of the timeline, in ms since 1970; a later event extends it
 */
export function timelineOf(
	events: readonly CascadeEvent[],
	watched: readonly string[],
	now: number
): Timeline {
	const times = events.map(({ at }) => at);
	const to = Math.max(now, ...times);
	const from = Math.min(to - SHORTEST_MS, ...times);
	const seen = events.flatMap(({ metrics }) => metrics.map(({ metric }) => metric));
	const lanes = inMetricOrder([...new Set([...watched, ...seen])]).map((metric) => ({
		metric,
		name: metricName(metric).name,
		marks: events
			.flatMap(({ at, metrics }) =>
				metrics
					.filter((entry) => entry.metric === metric)
					.map(({ severity, servers }) => ({
						at,
						percent: Math.round(((at - from) / (to - from)) * 1_000) / 10,
						severity,
						servers: servers.length
					}))
			)
			.toSorted((a, b) => a.at - b.at)
	}));
	return { from, to, lanes };
}
