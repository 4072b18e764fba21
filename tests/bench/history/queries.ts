import { DatabaseSync } from 'node:sqlite';
import type { QueryName, QuestionOf } from '#core/history/queries.ts';
import { RANGES, RESOLUTION_MS } from '#core/history/range.ts';
import { DEFAULT_FLOORS, levelOf } from '#core/levels/levels.ts';
import { episodesKeeper } from '../../../server/history/episodes/episodes-keeper.ts';
import { migrate } from '../../../server/history/migrations.ts';
import { answer } from '../../../server/history/queries.ts';
import { joined, rollUp, type Rollup } from '../../../server/history/rollups/rollup.ts';
import { RollupRows } from '../../../server/history/rollups/rollup-rows.ts';
import { rollupsKeeper } from '../../../server/history/rollups/rollups-keeper.ts';
import { fleetStates } from '../../../server/topics/fleet-states.ts';
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

/** How long the questions of the History view take: on a month, or, where the day is cut short too, on two days. */
export function queryRows({ ticks, tickMs }: KeptDay): Promise<Row[]> {
	return Promise.resolve(queryTimes(ticks * tickMs < DAY_MS ? 2 : DAYS));
}

/** A month of minutes and hours, each row of its own values, and all its alerts: written as the keepers write them. */
export function queryTimes(days = DAYS): Row[] {
	const database = new DatabaseSync(':memory:');
	migrate(database, [rollupsKeeper, episodesKeeper]);
	const to = Date.UTC(2026, 1, 1);
	database.exec('BEGIN');
	writeRollups(database, to - days * DAY_MS, to);
	writeAlerts(database, to - days * DAY_MS, to);
	database.exec('COMMIT');
	const server = serverNames(SERVERS)[0] ?? '';
	const rows = RANGES.map(({ id: range }) => {
		const times = {
			summary: timeOf(database, 'summary', { range }),
			environment: timeOf(database, 'environment', { range }),
			events: timeOf(database, 'events', { range, limit: LIMIT }),
			servers: timeOf(database, 'servers', { range }),
			series: timeOf(database, 'series', { range, server })
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
	database.close();
	return rows;
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
		const minute = rollUp(fleetStates(fleet, new Set(), DEFAULT_FLOORS));
		rows.minutes.write(at, minute);
		hour = joined(hour, minute);
		if ((at + RESOLUTION_MS.minutes) % RESOLUTION_MS.hours !== 0) continue;
		rows.hours.write(at + RESOLUTION_MS.minutes - RESOLUTION_MS.hours, hour);
		hour = undefined;
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
