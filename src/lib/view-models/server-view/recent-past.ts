import { CPU_USED } from '#core/metrics/limits.ts';
import { IDLE } from '../metrics/cpu-used.ts';
import type { SeriesPoint } from '#core/history/series.ts';
import type { ServerState } from '#core/topics/states.ts';

/** How far back a server's charts reach. */
export const RECENT_MS = 3_600_000;
/** An hour at the shortest tick would be 1,800; beyond this the oldest are dropped. */
const MOST_ARRIVALS = 1_800;

/** The current values of one state. `at` in ms since 1970. */
interface Arrival {
	readonly at: number;
	readonly score: number;
	readonly values: Readonly<Record<string, number>>;
}

/** The states received while a page was open, oldest first; immutable. */
export type RecentPast = readonly Arrival[];

/** Adds a state and drops those of the same moment or later: time was set back, or the moment was replayed. */
export function withArrival(past: RecentPast, at: number, server: ServerState): RecentPast {
	if (!server.present) return past;
	const last = past.at(-1);
	const before = last && last.at >= at ? past.filter((arrival) => arrival.at < at) : past;
	const kept = before.filter((arrival) => arrival.at >= at - RECENT_MS).slice(1 - MOST_ARRIVALS);
	const values = Object.fromEntries(
		Object.entries(server.metrics).map(([metric, { now }]) => [metric, now])
	);
	return [...kept, { at, score: server.score, values }];
}

/** Minutes relative to now, negative in the past, and a value. */
export type PastPoint = readonly [minutes: number, value: number];

/** A server's series in the history: means of `stepMs` from each point's `at` on. */
export interface KeptSeries {
	readonly stepMs: number;
	readonly points: readonly SeriesPoint[];
}

/** A metric's line up to now: from the history, and from where the page has finer data, those. */
export function pastOfMetric(
	metric: string,
	recent: RecentPast,
	kept: KeptSeries | undefined,
	now: number
): PastPoint[] {
	if (metric === CPU_USED)
		return pastOfMetric(IDLE, recent, kept, now).map(([at, idle]) => [at, 100 - idle]);
	const hasIdle = recent.at(-1)?.values['cpu_idle_pct'] !== undefined;
	return joined(
		kept,
		(point) => keptValue(metric, point, hasIdle),
		recent,
		({ values }) => (Object.hasOwn(values, metric) ? values[metric] : undefined),
		now
	);
}

/** The same for the risk. */
export function pastOfRisk(
	recent: RecentPast,
	kept: KeptSeries | undefined,
	now: number
): PastPoint[] {
	return joined(
		kept,
		({ risk }) => risk[0],
		recent,
		({ score }) => score,
		now
	);
}

function joined(
	kept: KeptSeries | undefined,
	keptValueOf: (point: SeriesPoint) => number | undefined,
	recent: RecentPast,
	valueOf: (arrival: Arrival) => number | undefined,
	now: number
): PastPoint[] {
	const rememberedFrom = recent[0]?.at ?? now;
	const half = (kept?.stepMs ?? 0) / 2;
	const older = (kept?.points ?? []).flatMap((point) => {
		const at = point.at + half;
		return at < rememberedFrom ? pointAt(at, keptValueOf(point), now) : [];
	});
	return [...older, ...recent.flatMap((arrival) => pointAt(arrival.at, valueOf(arrival), now))];
}

function pointAt(at: number, value: number | undefined, now: number): PastPoint[] {
	return value === undefined || at > now ? [] : [[(at - now) / 60_000, value]];
}

/**
 * The history keeps display metrics, by their mean over a step: `CPU` is 100 % minus idle time, or user time where idle
 * time is missing.
 */
function keptValue(metric: string, point: SeriesPoint, hasIdle: boolean): number | undefined {
	switch (metric) {
		case 'cpu_idle_pct':
			return point.cpu && 100 - point.cpu[0];
		case 'cpu_user_pct':
			return hasIdle ? undefined : point.cpu?.[0];
		case 'mem_used_pct':
			return point.memory?.[0];
		case 'cpu_iowait_pct':
			return point.iowait?.[0];
		case 'swap_used_pct':
			return point.swap?.[0];
		case 'load_average':
			return point.load?.[0];
		case 'disk_usage_pct':
			return point.disk?.[0];
		case 'net_in_mb_s':
			return point.netIn?.[0];
		case 'net_out_mb_s':
			return point.netOut?.[0];
		default:
			return undefined;
	}
}
