import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { QueryName, QuestionOf } from '#core/history/queries.ts';
import { RANGES, RESOLUTION_MS } from '#core/history/range.ts';
import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import { DEFAULT_THRESHOLDS, levelOf } from '#core/levels/levels.ts';
import { METRIC_NAMES } from '../../../server/embedded/daemon/metrics.ts';
import { openDatabase, openReader } from '../../../server/history/database.ts';
import { packSample } from '../../../server/history/forecasts/sample-codec.ts';
import { RECORDERS } from '../../../server/history/recorders.ts';
import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import { answer } from '../../../server/history/queries.ts';
import { joined, rollUp, type Rollup } from '../../../server/history/rollups/rollup.ts';
import { RollupRows } from '../../../server/history/rollups/rollup-rows.ts';
import { fleetStates } from '../../../server/state/fleet-states.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { quantile, rounded, type Row } from '../row.ts';
import type { KeptDay } from './kept-day.ts';

const SERVERS = 90;
const DAYS = 30;
const DAY_MS = 86_400_000;
/** How many alerts a server has in a day: far more than one would bear. */
const ALERTS_A_DAY = 48;
const TRIALS = 5;
const GOAL_MS = 200;
const LIMIT = 500;
const STEP_MS = 300_000;
/** As many as the embedded daemon forecasts. */
const METRICS = METRIC_NAMES;
const METRIC = 'cpu_user_pct';
const PROFILES = 8;

/** How long the questions of the views take: on a month, or, where the day is cut short too, on two days. */
export function queryRows({ ticks, tickMs }: KeptDay): Promise<Row[]> {
	return Promise.resolve(queryTimes(ticks * tickMs < DAY_MS ? 2 : DAYS));
}

/**
 * A month of minutes and hours, each row of its own values, all its alerts and scores, and the forecasts of a day: written as
 * the recorders write them, into a file, and asked of it as the reader asks.
 */
function queryTimes(days = DAYS): Row[] {
	const dir = mkdtempSync(join(tmpdir(), 'fleetcast-month-'));
	try {
		const to = Date.UTC(2026, 1, 1);
		const file = openDatabase(dir, RECORDERS, { now: to, check: 'none' });
		file.exec('BEGIN');
		writeRollups(file, to - days * DAY_MS, to);
		writeAlerts(file, to - days * DAY_MS, to);
		writeScores(file, to - days * DAY_MS, to);
		writeSamples(file, to - DAY_MS, to);
		file.exec('COMMIT');
		file.close();
		const database = openReader(dir);
		const rows = rowsOf(database, days, to);
		database.close();
		return rows;
	} finally {
		rmSync(dir, { recursive: true });
	}
}

function rowsOf(database: DatabaseSync, days: number, to: number): Row[] {
	const server = serverNames(SERVERS)[0] ?? '';
	const around = {
		at: to - HORIZON_STEPS * STEP_MS,
		stepMs: STEP_MS,
		back: 12,
		ahead: HORIZON_STEPS
	};
	return RANGES.map(({ id: range }) => {
		const times = {
			summary: timeOf(database, 'summary', { range }),
			environment: timeOf(database, 'environment', { range }),
			events: timeOf(database, 'events', { range, limit: LIMIT }),
			servers: timeOf(database, 'servers', { range }),
			series: timeOf(database, 'series', { range, server }),
			overSpans: timeOf(database, 'overSpans', around),
			riskTimes: timeOf(database, 'riskTimes', { range }),
			accuracy: timeOf(database, 'accuracy', { range }),
			pastForecast: timeOf(database, 'pastForecast', { range, server, metric: METRIC, step: 6 })
		};
		const worst = Math.max(...Object.values(times));
		return {
			figure: `history of ${range}, ${SERVERS} servers, ${days} days kept: the slowest question`,
			measured: `${rounded(worst, 0)} ms`,
			reference: Object.entries(times)
				.map(([name, ms]) => `${name} ${rounded(ms, 1)}`)
				.join(', '),
			goal: `≤ ${GOAL_MS} ms`,
			met: worst <= GOAL_MS,
			numbers: times
		};
	});
}

function timeOf<Name extends QueryName>(
	database: DatabaseSync,
	name: Name,
	question: QuestionOf<Name>
): number {
	const times = Array.from({ length: TRIALS }, () => {
		const start = performance.now();
		JSON.stringify(answer(database, name, question));
		return performance.now() - start;
	});
	return quantile(times, 0.5);
}

function writeRollups(database: DatabaseSync, from: number, to: number): void {
	const rows = {
		minutes: new RollupRows(database, 'minutes'),
		hours: new RollupRows(database, 'hours')
	};
	const random = seeded(3);
	let hour: Rollup | undefined;
	for (let at = from; at < to; at += RESOLUTION_MS.minutes) {
		const fleet = fleetOf(serverNames(SERVERS), random, { forecasts: false });
		const minute = rollUp(fleetStates(fleet, { silent: new Set() }, DEFAULT_THRESHOLDS));
		rows.minutes.write(at, minute);
		hour = joined(hour, minute);
		if ((at + RESOLUTION_MS.minutes) % RESOLUTION_MS.hours !== 0) continue;
		rows.hours.write(at + RESOLUTION_MS.minutes - RESOLUTION_MS.hours, hour);
		hour = undefined;
	}
}

/** Every step, metric and profile of every hour, and every server. */
function writeScores(database: DatabaseSync, from: number, to: number): void {
	const random = seeded(7);
	const addScore = database.prepare(
		'INSERT INTO score_hours (hour, step, metric, profile, count, inside, pinball, error, stay_error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'
	);
	const addServer = database.prepare('INSERT INTO server_score_hours VALUES (?, ?, ?, ?, ?)');
	const addAlerts = database.prepare(
		'INSERT INTO alert_hours (hour, came, late, never, unpredicted, lead_ms) VALUES (?, ?, ?, ?, ?, ?)'
	);
	const count = 120;
	const inside = () => Math.floor(random() * count);
	for (let hour = from; hour < to; hour += RESOLUTION_MS.hours) {
		for (const step of SAMPLED_STEPS)
			for (const metric of METRICS)
				for (let profile = 0; profile < PROFILES; profile++) {
					const sums = [inside(), random() * 900, random() * 900, random() * 900];
					addScore.run(hour, step, metric, `profile ${profile}`, count, ...sums);
				}
		for (const [index, server] of serverNames(SERVERS).entries())
			addServer.run(hour, server, `profile ${index % PROFILES}`, count, inside());
		addAlerts.run(hour, inside(), inside(), inside(), inside(), 60_000);
	}
}

function writeSamples(database: DatabaseSync, from: number, to: number): void {
	const random = seeded(9);
	const cells = SERVERS * METRICS.length;
	const values = (count: number) => Float32Array.from({ length: count }, () => random() * 100);
	const insert = database.prepare(
		'INSERT INTO forecast_samples (at, step_ms, servers, metrics, steps, body) VALUES (?, ?, ?, ?, ?, ?)'
	);
	const names = [serverNames(SERVERS), METRICS, SAMPLED_STEPS].map((list) => JSON.stringify(list));
	const [servers, metrics, steps] = names as [string, string, string];
	for (let at = from; at < to; at += STEP_MS) {
		const body = packSample(values(cells), values(cells * 3 * SAMPLED_STEPS.length));
		insert.run(at, STEP_MS, servers, metrics, steps, body);
	}
}

function writeAlerts(database: DatabaseSync, from: number, to: number): void {
	const random = seeded(5);
	const begin = database.prepare(
		`INSERT INTO episodes (server, profile, started_at, start_known, level, level_since, level_known, worst, score, ended_at, ended)
		 VALUES (?1, 'Database', ?2, 1, ?3, ?2, 1, ?3, ?4, ?5, 'resolved')`
	);
	const tell = database.prepare(
		`INSERT INTO level_events (at, server, profile, kind, from_level, to_level, score)
		 VALUES (?, ?, 'Database', ?, ?, ?, ?)`
	);
	const everyMs = DAY_MS / (ALERTS_A_DAY * SERVERS);
	const names = serverNames(SERVERS);
	for (let at = from; at < to; at += everyMs) {
		const server = names[Math.floor(random() * SERVERS)] ?? '';
		const score = 50 + random() * 50;
		const level = levelOf(score);
		const ended = Math.round(at + random() * 1_800_000);
		begin.run(server, Math.round(at), level, score, ended);
		tell.run(Math.round(at), server, 'escalated', 'healthy', level, score);
		tell.run(ended, server, 'resolved', level, 'healthy', 10);
	}
}
