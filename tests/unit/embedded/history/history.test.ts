import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	createHistory,
	historyStateSchema,
	type HistoryState
} from '../../../../server/embedded/daemon/history/history.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const TICK = 5 * SECOND;
const START = new Date(2026, 0, 14, 13).getTime();
const MONTH = 30 * 24 * 60 * MINUTE;

const environment = { prob_30m: 0.1, prob_8h: 0.5, fleet_health: 'healthy' };

/** A history whose clock is the time of the last forecast. */
function daemon(stored?: HistoryState) {
	let at = START;
	const history = createHistory({ now: () => at, ...(stored ? { stored } : {}) });
	return {
		history,
		/** Forecasts every 5 s for so long, each server always at its score. */
		tell(scores: Record<string, number>, forMs: number) {
			for (const end = at + forMs; at < end;) {
				at += TICK;
				history.observe({
					at,
					scores: Object.entries(scores).map(([serverName, score]) => ({ serverName, score })),
					environment,
					metricsOf: () => ({ cpu: 91, memory: 80.5, iowait: 3 })
				});
			}
		},
		wait(forMs: number) {
			at += forMs;
		}
	};
}

test('a server that goes up and comes back leaves its steps, with the time until it was healthy', () => {
	const { history, tell } = daemon();
	tell({ web: 20 }, MINUTE);
	tell({ web: 55 }, 2 * MINUTE);
	tell({ web: 85 }, 10 * MINUTE);
	tell({ web: 65 }, 5 * MINUTE);
	tell({ web: 10 }, 5 * MINUTE);
	const { alerts } = history.alerts('1h');
	const steps = alerts.map((alert) => [alert.event_type, alert.previous_level, alert.new_level]);
	expect(steps).toEqual([
		['resolved', 'warning', 'healthy'],
		['de-escalation', 'critical', 'warning'],
		['escalation', 'degraded', 'critical'],
		['escalation', 'healthy', 'degraded']
	]);
	const minutes = alerts.map((alert) => alert.resolution_duration_minutes);
	// 2 + 10 + 5 minutes of incident; each step's own time until its end.
	expect(minutes).toEqual([17, 5, 15, 17]);
	expect(new Set(alerts.map((alert) => alert.resolved_at)).size).toBe(1);
	expect(JSON.parse(alerts[0]?.metrics_snapshot ?? '')).toEqual({
		cpu: 91,
		memory: 80.5,
		iowait: 3
	});
});

test('the summary counts changes for the worse, not recoveries', () => {
	const { history, tell } = daemon();
	tell({ web: 85, db: 65 }, 2 * MINUTE);
	tell({ web: 0, db: 65 }, 6 * MINUTE);
	expect(history.summary('1h')).toEqual({
		success: true,
		time_range: '1h',
		total_alerts: 2,
		critical_alerts: 1,
		warning_alerts: 1,
		resolved_count: 1,
		unresolved_count: 1,
		avg_resolution_minutes: 2,
		incidents_caused: 0,
		servers_affected: 2,
		resolution_rate: 50
	});
});

test('a score that wavers about a floor is one alert', () => {
	const { history, tell } = daemon();
	for (let round = 0; round < 50; round++) {
		tell({ web: 81 }, 10 * SECOND);
		tell({ web: 79 }, 10 * SECOND);
	}
	expect(history.alerts('1h').count).toBe(1);
});

test('whatever the scores, steps join up, and what is resolved is so at its next return to healthy', () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.nat(3)), { maxLength: 30 }),
			(plan) => {
				const { history, tell } = daemon();
				for (const [score, minutes] of plan) tell({ web: score }, minutes * MINUTE + TICK);
				const events = history.alerts('1M').alerts.toReversed();
				let level = 'healthy';
				for (const event of events) {
					expect(event.previous_level).toBe(level);
					expect(event.new_level).not.toBe(level);
					level = event.new_level;
				}
				events.forEach((event, index) => {
					const end = events.slice(index).find(({ event_type }) => event_type === 'resolved');
					expect(event.resolved_at).toBe(end?.timestamp ?? null);
				});
			}
		)
	);
});

test('a range reaches as far back as it says; an unknown one an hour', () => {
	const { history, tell, wait } = daemon();
	tell({ web: 85 }, TICK);
	wait(2 * 60 * MINUTE);
	expect(history.alerts('30m').count).toBe(0);
	expect(history.alerts('banana')).toEqual({
		success: true,
		time_range: 'banana',
		count: 0,
		alerts: []
	});
	expect(history.alerts('8h').count).toBe(1);
	expect(history.alerts('8h', 'db').count).toBe(0);
	expect(history.server('web', '8h').stats).toEqual({
		total_events: 1,
		critical_count: 1,
		resolved_count: 0,
		avg_resolution: 0
	});
});

test('the environment is kept once a minute, with the counts of its levels', () => {
	const { history, tell } = daemon();
	tell({ web: 85, api: 85, db: 65, ml: 50, etl: 49.5 }, 10 * MINUTE);
	const { count, snapshots } = history.environment('1h');
	expect(count).toBe(11);
	expect(snapshots[0]).toEqual({
		id: 1,
		timestamp: '2026-01-14T13:00:05.000000',
		total_servers: 5,
		critical_count: 2,
		warning_count: 1,
		degraded_count: 1,
		healthy_count: 1,
		prob_30m: 0.1,
		prob_8h: 0.5,
		avg_risk_score: 66.9,
		max_risk_score: 85,
		top_risk_server: 'web',
		fleet_health: 'healthy'
	});
});

test('nothing is kept beyond a month, and not without bound', () => {
	const history = createHistory({ now: () => START + 3 * MONTH });
	const scores = [{ serverName: 'web', score: 5 }];
	for (let at = START; at < START + 3 * MONTH; at += 10 * MINUTE) {
		history.observe({ at, scores, environment });
	}
	const { snapshots } = history.toJSON().environment;
	const month = MONTH / (10 * MINUTE);
	expect(snapshots.length).toBeGreaterThanOrEqual(month);
	expect(snapshots.length).toBeLessThan(month + 300);
	expect(history.environment('1M').count).toBe(month);
});

test('exports are CSV that no spreadsheet runs, newest first', () => {
	const { history, tell } = daemon();
	tell({ '=cmd("x"),\n': 85 }, TICK);
	expect(history.exportCsv('alerts', '1d')).toEqual({
		success: true,
		table: 'alerts',
		time_range: '1d',
		csv_data:
			'timestamp,server_name,event_type,previous_level,new_level,risk_score,resolved_at,resolution_duration_minutes,caused_incident,notes\n' +
			'2026-01-14 13:00:05.000000,"\'=cmd(""x""),\n",escalation,healthy,critical,85,,,False,\n',
		filename: 'argus_alerts_1d_20260114_130005.csv'
	});
	expect(history.exportCsv('environment')).toMatchObject({
		csv_data: expect.stringMatching(/^timestamp,total_servers,.*,fleet_health\n2026-01-14 13:00:05/)
	});
	expect(history.exportCsv('nothing')).toEqual({
		success: false,
		error: "Invalid table 'nothing'. Use 'alerts' or 'environment'"
	});
});

test('a restart forgets nothing: an open incident is resolved with its whole length', () => {
	const before = daemon();
	before.tell({ web: 85 }, 5 * MINUTE);
	const stored = historyStateSchema.parse(JSON.parse(JSON.stringify(before.history)));
	const after = daemon(stored);
	after.wait(5 * MINUTE);
	after.tell({ web: 85 }, MINUTE);
	after.tell({ web: 5 }, 2 * MINUTE);
	const { alerts } = after.history.alerts('1h');
	expect(alerts.map(({ id }) => id)).toEqual([2, 1]);
	expect(alerts.map((alert) => alert.resolution_duration_minutes)).toEqual([6, 6]);
});

test('the same forecast counts once when it is sent twice', () => {
	const { history, tell } = daemon();
	tell({ web: 85 }, TICK);
	const scores = [{ serverName: 'web', score: 5 }];
	history.observe({ at: START + TICK, scores, environment });
	expect(history.alerts().count).toBe(1);
	expect(history.toJSON().levels.standings[0]?.[1].level).toBe('critical');
});
