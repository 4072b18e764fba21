import { clockTime, sharePercent } from '../format.ts';
import { compareLevels } from '../levels.ts';
import { metricName } from '../metric-names.ts';
import type { Column, TableSort } from '../table.ts';
import type { CascadeEvent, Comovement } from '../topics/cascade-events.ts';
import { levelOfSeverity } from './daemon-words.ts';

/** One event as a row: `severity` is the gravest of its metrics, in the daemon's word. */
export interface EventRow {
	/** Unique among the rows, and the same for the same event as long as its time is. */
	readonly id: string;
	readonly event: CascadeEvent;
	readonly severity: string | undefined;
}

export function eventRows(events: readonly CascadeEvent[]): readonly EventRow[] {
	const seen = new Map<number, number>();
	return events.map((event) => {
		const twin = seen.get(event.at) ?? 0;
		seen.set(event.at, twin + 1);
		return { id: `${event.at}.${twin}`, event, severity: gravest(event.metrics) };
	});
}

/** The gravest severity among these; a word that Fleetcast has not met counts least. */
export function gravest(metrics: readonly Comovement[]): string | undefined {
	return metrics.map(({ severity }) => severity).toSorted((a, b) => rank(a) - rank(b))[0];
}

function rank(severity: string): number {
	const level = levelOfSeverity(severity);
	// Calmer than any level that has a name.
	return level ? compareLevels(level, 'critical') : Number.MAX_SAFE_INTEGER;
}

export const EVENT_COLUMNS: readonly Column<EventRow>[] = [
	{
		id: 'time',
		title: 'Time (UTC)',
		numeric: true,
		text: ({ event }) => clockTime(event.at, 'utc'),
		order: ({ event }) => event.at
	},
	{
		id: 'severity',
		title: 'Severity',
		text: ({ severity }) => severity ?? 'not told',
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
