import { decimal, elapsed, sharePercent } from '#core/format.ts';
import { shownName } from '../frame/server-search.ts';
import type { Column, TableSort } from '../table.ts';
import type { ServerPast } from '#core/history/servers.ts';

/** How long a server was tracked in the window, in ms. */
function watchedMs(past: ServerPast): number {
	return past.criticalMs + past.warningMs + past.degradedMs + past.healthyMs;
}

function timeAt(ms: number, past: ServerPast): string {
	return ms === 0 ? '–' : `${elapsed(ms)} (${sharePercent(ms, watchedMs(past))})`;
}

const number = (id: string, title: string, value: (past: ServerPast) => number) => ({
	id,
	title,
	numeric: true,
	text: (past: ServerPast) => decimal(value(past)),
	order: value
});

const time = (id: string, title: string, value: (past: ServerPast) => number) => ({
	id,
	title,
	numeric: true,
	text: (past: ServerPast) => timeAt(value(past), past),
	order: value
});

export const SERVER_PAST_COLUMNS: readonly Column<ServerPast>[] = [
	{ id: 'server', title: 'Server', text: ({ server }) => shownName(server) },
	{ id: 'profile', title: 'Profile', text: ({ profile }) => profile },
	number('mean', 'Mean risk', ({ meanRisk }) => meanRisk),
	number('highest', 'Highest', ({ highestRisk }) => highestRisk),
	number('last', 'Last', ({ lastRisk }) => lastRisk),
	{
		id: 'alerts',
		title: 'Alerts',
		numeric: true,
		text: ({ alerts }) => String(alerts),
		order: ({ alerts }) => alerts
	},
	time('critical', 'Critical for', ({ criticalMs }) => criticalMs),
	time('warning', 'Warning for', ({ warningMs }) => warningMs),
	time('degraded', 'Degraded for', ({ degradedMs }) => degradedMs)
];

export const USUAL_SERVER_PAST_SORT: TableSort = { column: 'mean', order: 'descending' };
