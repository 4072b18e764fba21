import { z } from 'zod';
import { localTime } from '../../shared/local-time.ts';
import {
	alertRow,
	alertTotals,
	meanMinutes,
	type AlertRow,
	type AlertTotals
} from './alert-row.ts';
import { toCsv } from './csv.ts';
import {
	EnvironmentLog,
	environmentLogSchema,
	type EnvironmentSample,
	type EnvironmentSnapshot
} from './environment-log.ts';
import { LevelLog, levelLogSchema, type LevelEvent } from './level-log.ts';
import { knownRange, MONTH_MS, rangeMs } from './time-range.ts';

/** One forecast of the fleet, as the daemon answers it. */
interface ObservedPrediction extends EnvironmentSample {
	/** Returns what is kept with a change of level: current CPU used, memory and I/O wait of a server, in percent. */
	readonly metricsOf?: (serverName: string) => { cpu: number; memory: number; iowait: number };
}

export const historyStateSchema = z.object({
	levels: levelLogSchema,
	environment: environmentLogSchema
});
export type HistoryState = z.infer<typeof historyStateSchema>;

interface Answered {
	success: true;
	time_range: string;
}

type HistorySummary = Answered & AlertTotals;
type HistoryAlerts = Answered & { count: number; alerts: AlertRow[] };
type SnapshotRow = Omit<EnvironmentSnapshot, 'at'> & { timestamp: string };
type HistoryEnvironment = Answered & { count: number; snapshots: SnapshotRow[] };
type HistoryServer = Answered & {
	server_name: string;
	events: AlertRow[];
	stats: {
		total_events: number;
		critical_count: number;
		resolved_count: number;
		/** Minutes. */
		avg_resolution: number;
	};
};
type HistoryExport =
	| (Answered & { table: string; csv_data: string; filename: string })
	| { success: false; error: string };

/** The answers of `/historical/*`. A range is one of 30m, 1h, 8h, 1d, 1w, 1M; any other text means an hour. */
export interface History {
	/** Takes in a forecast; a repeated one changes nothing. */
	observe(prediction: ObservedPrediction): void;
	summary(range?: string): HistorySummary;
	/** Newest first. */
	alerts(range?: string, serverName?: string): HistoryAlerts;
	/** Oldest first, at most one per minute. */
	environment(range?: string): HistoryEnvironment;
	server(serverName: string, range?: string): HistoryServer;
	exportCsv(table: string, range?: string): HistoryExport;
	toJSON(): HistoryState;
}

export interface HistoryOptions {
	/** In ms since 1970, UTC. */
	readonly now: () => number;
	/** The result of toJSON in an earlier run. */
	readonly stored?: HistoryState;
}

const ALERT_COLUMNS = [
	'timestamp',
	'server_name',
	'event_type',
	'previous_level',
	'new_level',
	'risk_score',
	'resolved_at',
	'resolution_duration_minutes',
	'caused_incident',
	'notes'
] as const;

const ENVIRONMENT_COLUMNS = [
	'timestamp',
	'total_servers',
	'critical_count',
	'warning_count',
	'degraded_count',
	'healthy_count',
	'prob_30m',
	'prob_8h',
	'avg_risk_score',
	'max_risk_score',
	'top_risk_server',
	'fleet_health'
] as const;

/** A month of the daemon's past forecasts: changes of level, and the fleet by the minute. */
export function createHistory({ now, stored }: HistoryOptions): History {
	const levels = new LevelLog(stored?.levels);
	const environments = new EnvironmentLog(stored?.environment);
	let observedAt = -Infinity;

	/** Oldest first. */
	const eventsOf = (range: string, serverName?: string): LevelEvent[] =>
		levels
			.since(now() - rangeMs(range))
			.filter((event) => serverName === undefined || event.serverName === serverName);
	const alertRows = (range: string, serverName?: string) =>
		eventsOf(range, serverName).reverse().map(alertRow);
	const snapshotRows = (range: string) =>
		environments.since(now() - rangeMs(range)).map(snapshotRow);

	return {
		observe(prediction) {
			const { at, scores, metricsOf } = prediction;
			if (at <= observedAt) return;
			observedAt = at;
			for (const { serverName, score } of scores) {
				const metrics = () => JSON.stringify(metricsOf?.(serverName) ?? {});
				levels.observe({ at, serverName, score, metrics });
			}
			levels.forget(at - MONTH_MS);
			environments.observe(prediction);
		},
		summary(range = '1d') {
			return { success: true, time_range: range, ...alertTotals(eventsOf(range)) };
		},
		alerts(range = '1h', serverName) {
			const alerts = alertRows(range, serverName);
			return { success: true, time_range: range, count: alerts.length, alerts };
		},
		environment(range = '1h') {
			const snapshots = snapshotRows(range);
			return { success: true, time_range: range, count: snapshots.length, snapshots };
		},
		server(serverName, range = '1d') {
			const events = eventsOf(range, serverName);
			const resolved = events.filter(({ kind }) => kind === 'resolved');
			return {
				success: true,
				server_name: serverName,
				time_range: range,
				events: events.toReversed().map(alertRow),
				stats: {
					total_events: events.length,
					critical_count: events.filter(({ next }) => next === 'critical').length,
					resolved_count: resolved.length,
					avg_resolution: meanMinutes(resolved)
				}
			};
		},
		exportCsv(table, range = '1d') {
			const csv = csvOf(
				table,
				() => alertRows(range),
				() => snapshotRows(range).reverse()
			);
			if (csv === undefined) {
				const error = `Invalid table '${table}'. Use 'alerts' or 'environment'`;
				return { success: false, error };
			}
			const stamp = localTime(now()).slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
			const filename = `argus_${table}_${knownRange(range)}_${stamp}.csv`;
			return { success: true, table, time_range: range, csv_data: csv, filename };
		},
		toJSON: () => ({ levels: levels.state(), environment: environments.state() })
	};
}

function snapshotRow({ at, id, ...figures }: EnvironmentSnapshot): SnapshotRow {
	return { id, timestamp: localTime(at), ...figures };
}

function csvOf(
	table: string,
	alerts: () => AlertRow[],
	snapshots: () => SnapshotRow[]
): string | undefined {
	if (table === 'alerts') {
		const cells = (row: AlertRow) => ALERT_COLUMNS.map((column) => spaced(column, row[column]));
		return toCsv(ALERT_COLUMNS, alerts().map(cells));
	}
	if (table !== 'environment') return undefined;
	const cells = (row: SnapshotRow) =>
		ENVIRONMENT_COLUMNS.map((column) => spaced(column, row[column]));
	return toCsv(ENVIRONMENT_COLUMNS, snapshots().map(cells));
}

/** The contract's CSV has a space between date and time. */
function spaced<Value>(column: string, value: Value): Value | string {
	const isTime = column === 'timestamp' || column === 'resolved_at';
	return isTime && typeof value === 'string' ? value.replace('T', ' ') : value;
}
