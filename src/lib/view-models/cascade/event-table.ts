import { sharePercent, utcInFull } from '#core/format.ts';
import { compareLevels } from '#core/levels/levels.ts';
import { metricName } from '../metrics/metric-names.ts';
import type { Column, TableSort } from '../table.ts';
import type { CascadeEvent, Comovement } from '#core/topics/cascade-events.ts';
import { levelOfSeverity } from './daemon-words.ts';

/**
 * One event as a row: `severity` is the gravest of its metrics, in the daemon's word. `id` is made of the content, because
 * its time is recomputed with every answer.
 */
export interface EventRow {
	readonly id: string;
	readonly event: CascadeEvent;
	readonly severity: string | undefined;
}

/** @param events newest first; of identical events the older keeps its id when another arrives */
export function eventRows(events: readonly CascadeEvent[]): readonly EventRow[] {
	const seen = new Map<string, number>();
	return events
		.toReversed()
		.map((event) => {
			const { correlation, servers, metrics } = event;
			const what = JSON.stringify([correlation, servers, metrics]);
			const twin = (seen.get(what) ?? 0) + 1;
			seen.set(what, twin);
			return { id: `${twin} ${what}`, event, severity: gravest(metrics) };
		})
		.toReversed();
}

/** Returns the gravest severity; an unknown word counts least. */
function gravest(metrics: readonly Comovement[]): string | undefined {
	return metrics.map(({ severity }) => severity).toSorted((a, b) => rank(a) - rank(b))[0];
}

function rank(severity: string): number {
	const level = levelOfSeverity(severity);
	// Less urgent than any named level.
	return level ? compareLevels(level, 'critical') : Number.MAX_SAFE_INTEGER;
}

export const EVENT_COLUMNS: readonly Column<EventRow>[] = [
	{
		id: 'time',
		title: 'Time',
		text: ({ event }) => utcInFull(event.at),
		order: ({ event }) => event.at
	},
	{
		id: 'severity',
		title: 'Severity',
		text: ({ severity }) => severity ?? 'not reported',
		order: ({ severity }) => (severity === undefined ? undefined : rank(severity))
	},
	{
		id: 'metrics',
		title: 'Metrics',
		text: ({ event }) =>
			event.metrics.map(({ metric }) => metricName(metric).name).join(', ') || 'all together'
	},
	{
		id: 'correlation',
		title: 'Correlation',
		numeric: true,
		text: ({ event }) => sharePercent(event.correlation, 1),
		order: ({ event }) => event.correlation
	},
	{
		id: 'servers',
		title: 'Servers',
		text: ({ event }) => event.servers.join(', '),
		order: ({ event }) => event.servers.length
	}
];

export const USUAL_EVENT_SORT: TableSort = { column: 'time', order: 'descending' };
