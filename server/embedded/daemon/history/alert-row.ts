import { localTime } from '../../shared/local-time.ts';
import type { Level } from './level.ts';
import type { LevelEvent } from './level-log.ts';

/** A change of level in the form of `/historical/alerts`. */
export interface AlertRow {
	id: number;
	timestamp: string;
	server_name: string;
	event_type: LevelEvent['kind'];
	previous_level: Level;
	new_level: Level;
	risk_score: number;
	/** JSON as text. */
	metrics_snapshot: string;
	resolved_at: string | null;
	resolution_duration_minutes: number | null;
	/** Always unknown: no input tells a daemon whether an incident followed. */
	caused_incident: false;
	notes: '';
}

const MINUTE = 60_000;

export function alertRow(event: LevelEvent): AlertRow {
	const { resolvedAt, durationMs } = event;
	return {
		id: event.id,
		timestamp: localTime(event.at),
		server_name: event.serverName,
		event_type: event.kind,
		previous_level: event.previous,
		new_level: event.next,
		risk_score: event.riskScore,
		metrics_snapshot: event.metrics,
		resolved_at: resolvedAt === undefined ? null : localTime(resolvedAt),
		resolution_duration_minutes: durationMs === undefined ? null : durationMs / MINUTE,
		caused_incident: false,
		notes: ''
	};
}

export interface AlertTotals {
	total_alerts: number;
	critical_alerts: number;
	warning_alerts: number;
	resolved_count: number;
	unresolved_count: number;
	/** Mean over the resolved alerts, from each until the server was healthy; 0 if there are none. */
	avg_resolution_minutes: number;
	incidents_caused: 0;
	servers_affected: number;
	/** 0–100; 100 if there was nothing to resolve. */
	resolution_rate: number;
}

/** Counts changes for the worse as alerts: an improvement is none. */
export function alertTotals(events: readonly LevelEvent[]): AlertTotals {
	const alerts = events.filter(({ kind }) => kind === 'escalation');
	const resolved = alerts.filter(({ resolvedAt }) => resolvedAt !== undefined);
	const count = (level: Level) => alerts.filter(({ next }) => next === level).length;
	return {
		total_alerts: alerts.length,
		critical_alerts: count('critical'),
		warning_alerts: count('warning'),
		resolved_count: resolved.length,
		unresolved_count: alerts.length - resolved.length,
		avg_resolution_minutes: meanMinutes(resolved),
		incidents_caused: 0,
		servers_affected: new Set(alerts.map(({ serverName }) => serverName)).size,
		resolution_rate: alerts.length ? (resolved.length / alerts.length) * 100 : 100
	};
}

/** Returns the mean length of resolved events in minutes, 0 if there are none. */
export function meanMinutes(resolved: readonly LevelEvent[]): number {
	const sum = resolved.reduce((total, { durationMs = 0 }) => total + durationMs, 0);
	return resolved.length ? sum / resolved.length / MINUTE : 0;
}
