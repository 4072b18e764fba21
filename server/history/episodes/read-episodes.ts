import type { DatabaseSync } from 'node:sqlite';
import type { Events, EventKind, EventsQuestion, LevelEvent } from '#core/history/events.ts';
import type { NextEvent, NextEventQuestion } from '#core/history/next-event.ts';
import type { RangeQuestion, Window } from '#core/history/range.ts';
import { ALERT_LEVELS, type HistorySummary } from '#core/history/summary.ts';
import type { Level } from '#core/levels/levels.ts';
import { readWindow } from '../read-window.ts';

/** Episodes that overlap the window: began before its end, and did not end before its start. Parameters: from, to. */
const OVERLAPPING = '(ended_at IS NULL OR ended_at >= ?1) AND started_at < ?2';
const RESOLVED = "ended = 'resolved' AND ended_at < ?2";

/** SQL for the rank of a level in a column, the most urgent 0. */
const rankOf = (column: string) =>
	`CASE ${column} ${ALERT_LEVELS.map((level, rank) => `WHEN '${level}' THEN ${rank}`).join(' ')} ELSE 9 END`;

/** The most urgent level of an alert by the end of the window: its row also has later ones. */
const WORST_BY_THEN = `CASE WHEN ended_at < ?2 THEN ${rankOf('worst')} ELSE coalesce((
	SELECT min(min(${rankOf('to_level')}, ${rankOf('from_level')})) FROM level_events
	WHERE level_events.server = episodes.server AND at >= started_at AND at < ?2
), ${rankOf('worst')}) END`;

/** Returns the figures of a range: alerts by level and outcome, and the mean time until one was resolved, in ms. */
export function readSummary(database: DatabaseSync, question: RangeQuestion): HistorySummary {
	const window = readWindow(database, question, 'minutes');
	const worst = question.until === undefined ? rankOf('worst') : WORST_BY_THEN;
	const row = database
		.prepare(
			`WITH alerts AS (SELECT *, ${worst} AS worst_rank FROM episodes WHERE ${OVERLAPPING})
			 SELECT count(*) AS alerts,
				${ALERT_LEVELS.map((level, rank) => `count(*) FILTER (WHERE worst_rank = ${rank}) AS ${level}`).join()},
				count(*) FILTER (WHERE ${RESOLVED}) AS resolved,
				count(*) FILTER (WHERE ended = 'lost' AND ended_at < ?2) AS lost,
				avg(ended_at - started_at) FILTER (WHERE ${RESOLVED} AND start_known = 1) AS resolve_ms,
				count(DISTINCT server) AS servers
			 FROM alerts`
		)
		.get(window.from, window.to) as unknown as Record<string, number> & {
		readonly resolve_ms: number | null;
	};
	const count = (name: string) => row[name] ?? 0;
	const open = count('alerts') - count('resolved') - count('lost');
	const decided = open + count('resolved');
	const kept = database.prepare('SELECT min(at) AS at FROM fleet_minutes').get();
	return {
		window,
		...(window.to > 0 && typeof kept?.['at'] === 'number' && { keptFrom: kept['at'] }),
		alerts: count('alerts'),
		byLevel: {
			critical: count('critical'),
			warning: count('warning'),
			degraded: count('degraded')
		},
		resolved: count('resolved'),
		open,
		lost: count('lost'),
		...(decided > 0 && { resolutionPercent: (count('resolved') / decided) * 100 }),
		...(row.resolve_ms !== null && { meanResolveMs: Math.round(row.resolve_ms) }),
		serversAffected: count('servers')
	};
}

/** Counts the alerts in the window by server: all columns are in the index, in the order of counting. */
export function readAlertCounts(
	database: DatabaseSync,
	{ from, to }: Window
): ReadonlyMap<string, number> {
	const rows = database
		.prepare(
			`SELECT server, count(*) AS alerts FROM episodes INDEXED BY episodes_server WHERE ${OVERLAPPING} GROUP BY server`
		)
		.all(from, to) as unknown as { server: string; alerts: number }[];
	return new Map(rows.map(({ server, alerts }) => [server, alerts]));
}

interface EventRow {
	readonly id: number;
	readonly at: number;
	readonly server: string;
	readonly profile: string;
	readonly kind: EventKind;
	readonly from_level: Level | null;
	readonly to_level: Level | null;
	readonly score: number;
	readonly level_ms: number | null;
	readonly episode_ms: number | null;
}

/** Returns the changes of level within a range, newest first, at most `limit` of them, and how many there are. */
export function readEvents(database: DatabaseSync, question: EventsQuestion): Events {
	const window = readWindow(database, question, 'minutes');
	const { limit, before, server } = question;
	const where = `at >= ? AND at < ?${server === undefined ? '' : ' AND server = ?'}`;
	const parameters = [window.from, window.to, ...(server === undefined ? [] : [server])];
	const count = database
		.prepare(`SELECT count(*) AS total FROM level_events WHERE ${where}`)
		.get(...parameters);
	const rows = database
		.prepare(
			`SELECT * FROM level_events WHERE ${where}${before ? ' AND (at, id) < (?, ?)' : ''}
			 ORDER BY at DESC, id DESC LIMIT ?`
		)
		.all(...parameters, ...(before ? [before.at, before.id] : []), limit);
	return {
		window,
		total: Number(count?.['total'] ?? 0),
		events: (rows as unknown as EventRow[]).map(eventOf)
	};
}

/** Events are kept longer than ticks: one that can no longer be replayed does not count. */
export function readNextEvent(
	database: DatabaseSync,
	{ at, direction }: NextEventQuestion
): NextEvent {
	const [side, order] = direction === 'before' ? ['at < ?', 'DESC'] : ['at > ?', 'ASC'];
	const row = database
		.prepare(
			`SELECT * FROM level_events WHERE ${side} AND at >= (SELECT min(at) FROM ticks)
			 ORDER BY at ${order}, id ${order} LIMIT 1`
		)
		.get(at) as EventRow | undefined;
	return row ? { event: eventOf(row) } : {};
}

function eventOf(row: EventRow): LevelEvent {
	const { id, at, server, profile, kind, score } = row;
	return {
		...{ id, at, server, profile, kind, score },
		...(row.from_level !== null && { from: row.from_level }),
		...(row.to_level !== null && { to: row.to_level }),
		...(row.level_ms !== null && { levelMs: row.level_ms }),
		...(row.episode_ms !== null && { episodeMs: row.episode_ms })
	};
}
