import { decimal, signed } from '#core/format.ts';
import { shownName } from '../frame/server-search.ts';
import { byRisk, type Ranked } from '../levels/ranking.ts';
import { minutesInWords, soonMinutes } from '../metrics/horizon.ts';
import { DISPLAY_LIMITS, limitLevel, type LimitLevel } from '#core/metrics/limits.ts';
import { DISPLAY_METRIC_LABELS } from '#core/metrics/metrics.ts';
import { changeOf } from '../metrics/trend.ts';
import type { Column, TableSort } from '../table.ts';
import type { Attention } from '#core/topics/states.ts';

export type AttentionRow = Ranked & Attention;

const METRICS = ['cpu', 'iowait', 'memory'] as const;
type AttentionMetric = (typeof METRICS)[number];

/** The columns `<metric>-change`, which are drawn with their trend. */
export const CHANGE_COLUMNS: ReadonlyMap<string, AttentionMetric> = new Map(
	METRICS.map((metric) => [`${metric}-change`, metric])
);

/** Returns the limit that a value in one of the columns `<metric>-now` and `<metric>-soon` is over. */
export function limitLevelAt(row: AttentionRow, column: string): LimitLevel | undefined {
	const metric = METRICS.find((each) => column === `${each}-now` || column === `${each}-soon`);
	const pair = metric && row[metric];
	return pair && limitLevel(DISPLAY_LIMITS[metric], pair[column.endsWith('-now') ? 0 : 1]);
}

export const USUAL_ATTENTION_SORT: TableSort = { column: 'risk', order: 'descending' };

/** Highest risk first; rows that sort equal stay in this order. */
export function attentionRows(
	entries: Readonly<Record<string, Attention>>
): readonly AttentionRow[] {
	return byRisk(entries, Infinity).map((ranked) => ({ ...entries[ranked.server], ...ranked }));
}

/** Name, profile and risk, then each metric now, soon and as the change between. */
export function attentionColumns(stepMinutes: number): readonly Column<AttentionRow>[] {
	const soon = `in ${minutesInWords(soonMinutes(stepMinutes))}`;
	return [
		{ id: 'server', title: 'Server', text: ({ server }) => shownName(server) },
		{
			id: 'profile',
			title: 'Profile',
			text: ({ profile, silent }) => (silent ? `${profile}, silent` : profile)
		},
		{
			id: 'risk',
			title: 'Risk',
			numeric: true,
			text: ({ score, level }) => `${decimal(score)} ${level}`,
			order: ({ score }) => score
		},
		...METRICS.flatMap((metric) => metricColumns(metric, soon))
	];
}

function metricColumns(metric: AttentionMetric, soon: string): readonly Column<AttentionRow>[] {
	const { name, unit } = DISPLAY_METRIC_LABELS[metric];
	const shared = { group: `${name}, ${unit}`, numeric: true } as const;
	return [
		{
			...shared,
			id: `${metric}-now`,
			title: 'now',
			text: (row) => (row[metric] ? decimal(row[metric][0]) : 'not reported'),
			order: (row) => row[metric]?.[0]
		},
		{
			...shared,
			id: `${metric}-soon`,
			title: `${soon}, p50`,
			text: (row) => (row[metric] ? decimal(row[metric][1]) : '–'),
			order: (row) => row[metric]?.[1]
		},
		{
			...shared,
			id: `${metric}-change`,
			title: 'change',
			text: (row) => (row[metric] ? signed(changeOf(row[metric])) : '–'),
			order: (row) => row[metric] && changeOf(row[metric])
		}
	];
}
