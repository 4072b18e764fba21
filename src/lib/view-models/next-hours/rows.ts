import type { LimitedMetric, LimitLevel } from '#core/metrics/limits.ts';
import { DISPLAY_LIMITS } from '#core/metrics/limits.ts';
import { chanceAt, highestChance, stepAtChance } from '#core/outlook/chance-along.ts';
import { firstLimit, type MetricOutlook } from '#core/outlook/metric-outlook.ts';
import { unpackOutlook } from '#core/outlook/pack.ts';
import type { OutlookFleetState, OutlookState, OverSince } from '#core/topics/outlook.ts';
import type { MetricsState, RiskState } from '#core/topics/states.ts';

/** The chances from which a server counts as next, in percent; the middle one unless another is chosen. */
export const CHANCE_CHOICES = [10, 30, 50] as const;
export type ChanceChoice = (typeof CHANCE_CHOICES)[number];
export const USUAL_CHANCE: ChanceChoice = 30;

/** The lowest one: of less, nothing is told. */
export const LEAST_CHANCE: ChanceChoice = 10;

/** The step of one hour. */
export const HOUR_STEP = 12;

/** One server, and the limit that it is over or crosses first. */
export interface NextRow {
	readonly server: string;
	readonly profile: string;
	readonly metric: LimitedMetric;
	readonly level: LimitLevel;
	/** The warning limit, which every chance is about, in the metric's unit; as is `value`, the metric now. */
	readonly limit: number;
	readonly value?: number;
	/** What was told of the metric. */
	readonly told: MetricOutlook;
	/** Its chances are by the band as borne out, not as told. */
	readonly borneOut?: true;
	/** Since when it is over, where that is known. */
	readonly since?: OverSince;
	/** When the chance is first as high as chosen; 0 where it is over now. */
	readonly onset: number;
	/** Over now: the chance of still being over in an hour. Else the highest chance ahead. In percent. */
	readonly chance: number;
}

export interface NextRows {
	/** Over a limit now: critical ones first, then by the chance of still being over in an hour. */
	readonly over: readonly NextRow[];
	/** By the time at which the chance is as high as chosen, then by the highest chance. */
	readonly next: readonly NextRow[];
}

export interface NextFilter {
	readonly chance: ChanceChoice;
	/** Absent for every profile. */
	readonly profile?: string | undefined;
}

export function nextRows(
	outlook: OutlookState,
	risk: RiskState,
	metrics: MetricsState,
	{ chance, profile }: NextFilter,
	overSince: OutlookFleetState['overSince'] = {},
	borneOut: OutlookFleetState['borneOut'] = {}
): NextRows {
	const rows: NextRow[] = [];
	for (const server of Object.keys(outlook)) {
		const own = Object.hasOwn(risk, server) ? (risk[server]?.profile ?? '') : '';
		if (profile !== undefined && own !== profile) continue;
		const { first, next } = rowsOf(outlook[server] ?? '', chance);
		const reading = Object.hasOwn(metrics, server) ? metrics[server] : undefined;
		for (const row of [first, next]) {
			if (!row) continue;
			const since = row.onset === 0 && Object.hasOwn(overSince, server) && overSince[server];
			const value = reading?.[row.metric]?.[0];
			rows.push({
				...row,
				server,
				profile: own,
				...(value !== undefined && { value }),
				...(borneOut[row.metric]?.includes(own) && { borneOut: true as const }),
				...(since && { since })
			});
		}
	}
	return {
		over: rows
			.filter(({ onset }) => onset === 0)
			.sort((a, b) => rank(a) - rank(b) || b.chance - a.chance || byName(a.server, b.server)),
		next: rows
			.filter(({ onset }) => onset > 0)
			.sort((a, b) => a.onset - b.onset || b.chance - a.chance || byName(a.server, b.server))
	};
}

/** What of a row the digits say. */
type MetricRow = Omit<NextRow, 'server' | 'profile' | 'value' | 'since'>;
interface MetricRows {
	readonly first?: MetricRow | undefined;
	readonly next?: MetricRow | undefined;
}

/** Hardly any digits change from one tick to the next, so what they say is kept: of two large fleets at most. */
const known = new Map<ChanceChoice, Map<string, MetricRows>>();
const MOST_KNOWN = 2_000;

function rowsOf(digits: string, percent: ChanceChoice): MetricRows {
	const own = known.get(percent) ?? new Map<string, MetricRows>();
	known.set(percent, own);
	const before = own.get(digits);
	if (before) return before;
	const { first, next } = unpackOutlook(digits) ?? {};
	const rows = { first: first && nextRow(first, percent), next: next && nextRow(next, percent) };
	if (own.size >= MOST_KNOWN) own.clear();
	own.set(digits, rows);
	return rows;
}

/** Returns a metric's row; undefined where its chance is never as high as chosen. */
function nextRow(told: MetricOutlook, percent: ChanceChoice): MetricRow | undefined {
	const isOver = told.chances[0] === 100;
	const onset = isOver ? 0 : stepAtChance(told, percent);
	if (onset === undefined) return undefined;
	const level = isOver ? (told.criticalAt === 0 ? 'critical' : 'warning') : firstLimit(told).level;
	return {
		metric: told.metric,
		level,
		limit: DISPLAY_LIMITS[told.metric].warning,
		told,
		onset,
		chance: isOver ? Math.round(chanceAt(told, HOUR_STEP)) : highestChance(told)
	};
}

const rank = ({ level }: NextRow) => (level === 'critical' ? 0 : 1);
const byName = (a: string, b: string) => (a < b ? -1 : 1);

/** Identifies a row: one server may have two. */
export function keyOf({ server, metric }: NextRow): string {
	return `${server}/${metric}`;
}

/** Returns those that the others do not hold, the most likely first. */
export function otherRows(rows: NextRows, shown: NextRows): readonly NextRow[] {
	const keys = new Set([...shown.over, ...shown.next].map(keyOf));
	return [...rows.over, ...rows.next]
		.filter((row) => !keys.has(keyOf(row)))
		.sort((a, b) => b.chance - a.chance || byName(a.server, b.server));
}

/** Returns how many servers are in rows; one server may be in two. */
export function serversIn(rows: readonly NextRow[]): number {
	return new Set(rows.map(({ server }) => server)).size;
}

/** Reads the query parameter `chance`; anything else means the usual one. */
export function readChance(text: string | null): ChanceChoice {
	return CHANCE_CHOICES.find((choice) => String(choice) === text) ?? USUAL_CHANCE;
}
