import { DISPLAY_METRICS } from '#core/metrics/metrics.ts';
import { csvSeconds, csvTime, type CsvColumn } from './csv.ts';
import type { EnvironmentPoint } from '#core/history/environment.ts';
import type { LevelEvent } from '#core/history/events.ts';
import type { Window } from '#core/history/range.ts';
import type { SeriesPoint } from '#core/history/series.ts';

/** The data that can be exported for a spreadsheet. */
export const EXPORTS = ['alerts', 'environment', 'series'] as const;
export type ExportName = (typeof EXPORTS)[number];

/** Units are part of the columns' names. Scores 0–100. */
export const ALERT_COLUMNS: readonly CsvColumn<LevelEvent>[] = [
	{ title: 'time_utc', cell: ({ at }) => csvTime(at) },
	{ title: 'server', cell: ({ server }) => server },
	{ title: 'profile', cell: ({ profile }) => profile },
	{ title: 'event', cell: ({ kind }) => kind },
	{ title: 'from_level', cell: ({ from }) => from },
	{ title: 'to_level', cell: ({ to }) => to },
	{ title: 'risk', cell: ({ score }) => score },
	{ title: 'seconds_at_from_level', cell: ({ levelMs }) => csvSeconds(levelMs) },
	{ title: 'seconds_outside_healthy', cell: ({ episodeMs }) => csvSeconds(episodeMs) }
];

export const ENVIRONMENT_COLUMNS: readonly CsvColumn<EnvironmentPoint>[] = [
	{ title: 'time_utc', cell: ({ at }) => csvTime(at) },
	{ title: 'ticks', cell: ({ ticks }) => ticks },
	{ title: 'critical_servers', cell: ({ critical }) => critical },
	{ title: 'warning_servers', cell: ({ warning }) => warning },
	{ title: 'degraded_servers', cell: ({ degraded }) => degraded },
	{ title: 'healthy_servers', cell: ({ healthy }) => healthy },
	{ title: 'risk_30_min_percent', cell: ({ risk30m }) => risk30m },
	{ title: 'risk_8_h_percent', cell: ({ risk8h }) => risk8h },
	{ title: 'mean_risk', cell: ({ meanRisk }) => meanRisk },
	{ title: 'highest_risk', cell: ({ highestRisk }) => highestRisk }
];

/** Returns the columns with one more that says of each row whether it was simulated, where any was. */
export function withSimulated<Row extends { readonly at: number }>(
	columns: readonly CsvColumn<Row>[],
	{ simulatedUntil }: Pick<Window, 'simulatedUntil'>
): readonly CsvColumn<Row>[] {
	if (simulatedUntil === undefined) return columns;
	return [
		...columns,
		{ title: 'simulated', cell: ({ at }: Row) => (at <= simulatedUntil ? 'yes' : 'no') }
	];
}

/** The names of an aggregate's parts, by their position in a point. */
const PARTS = ['mean', 'least', 'most', 'last'] as const;

/** The metrics by Fleetcast's names, in their own units. */
export function seriesColumns(server: string): readonly CsvColumn<SeriesPoint>[] {
	return [
		{ title: 'time_utc', cell: ({ at }) => csvTime(at) },
		{ title: 'server', cell: () => server },
		...(['risk', ...DISPLAY_METRICS] as const).flatMap((quantity) =>
			PARTS.map((part, place) => ({
				title: `${quantity}_${part}`,
				cell: (point: SeriesPoint) => point[quantity]?.[place]
			}))
		)
	];
}
