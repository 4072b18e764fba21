import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { riskTimesSchema } from '#core/history/risk-times.ts';
import { readRiskTimes } from '../../../server/history/rollups/read-risk-times.ts';
import { packServers } from '../../../server/history/rollups/pack.ts';
import { simulatedRecorder } from '../../../server/history/simulated-recorder.ts';
import { DerivedHistory, levelTick } from '../../support/derived-history.ts';
import { GOING_TABLE, ROLLUP_TABLES } from '../../../server/history/rollups/tables.ts';

const HOUR_MS = 3_600_000;
const MIDNIGHT = Date.UTC(2026, 0, 1);

let database: DatabaseSync;
beforeEach(() => {
	database = new DatabaseSync(':memory:');
	database.exec([ROLLUP_TABLES, GOING_TABLE, ...simulatedRecorder.migrations].join(';'));
});
afterEach(() => database.close());

/** An hour in which each server had this mean risk and was watched so long. */
function hour(
	at: number,
	servers: Readonly<Record<string, readonly [risk: number, watchedMs: number]>>
) {
	const names = JSON.stringify(Object.keys(servers).map((name) => [name, 'Generic']));
	database.prepare('INSERT OR IGNORE INTO rosters (servers) VALUES (?)').run(names);
	const serverList = database.prepare('SELECT id FROM rosters WHERE servers = ?').get(names)?.[
		'id'
	];
	const { risks, metrics } = packServers(
		Object.values(servers).map(([risk, watchedMs]) => ({
			profile: 'Generic',
			risk: { count: 720, mean: risk, min: risk, max: risk, last: risk },
			metrics: {},
			levelMs: { critical: 0, warning: 0, degraded: 0, healthy: watchedMs }
		}))
	);
	database
		.prepare('INSERT INTO server_hours (at, roster, risks, metrics) VALUES (?, ?, ?, ?)')
		.run(at, Number(serverList), risks, metrics);
}

/** The newest minutes, which say how far the window goes: the newest of all is still going on. */
function edge(at: number): void {
	const insert = database.prepare(
		`INSERT INTO fleet_minutes (at, ticks, critical, warning, degraded, healthy, risk_30m_ticks, risk_8h_ticks, mean_risk_ticks)
		 VALUES (?, 1, 0, 0, 0, 0, 0, 0, 0)`
	);
	insert.run(at - 60_000);
	insert.run(at);
}

test('each hour of each server counts by its mean risk, for as long as it was watched', () => {
	hour(MIDNIGHT, { a: [70, HOUR_MS], b: [69.9, HOUR_MS], c: [39.9, HOUR_MS] });
	hour(MIDNIGHT + HOUR_MS, { a: [95, HOUR_MS / 2], b: [40, HOUR_MS / 2], c: [80, HOUR_MS / 4] });
	edge(MIDNIGHT + 2 * HOUR_MS);
	const times = readRiskTimes(database, { range: '1w' });
	expect(times).toMatchObject({
		keptMs: 1.5 * HOUR_MS,
		highServerMs: (1 + 0.5 + 0.25) * HOUR_MS,
		mediumServerMs: 1.5 * HOUR_MS
	});
	expect(riskTimesSchema.safeParse(times).success).toBe(true);
});

test('hours without any tick do not count, nor do hours of more than a week ago', () => {
	hour(MIDNIGHT - 8 * 24 * HOUR_MS, { a: [90, HOUR_MS] });
	hour(MIDNIGHT, { a: [90, HOUR_MS] });
	edge(MIDNIGHT + 5 * HOUR_MS);
	expect(readRiskTimes(database, { range: '1w' })).toMatchObject({
		keptMs: HOUR_MS,
		highServerMs: HOUR_MS,
		mediumServerMs: 0
	});
});

test('nothing kept is no time at all', () => {
	expect(readRiskTimes(database, { range: '1w' })).toMatchObject({
		keptMs: 0,
		highServerMs: 0,
		mediumServerMs: 0
	});
});

test('what is kept tick by tick is accounted for: 90 and 70 are high, 55 is medium, 10 is neither', () => {
	const history = new DerivedHistory();
	const tickMs = 10_000;
	for (let at = MIDNIGHT; at <= MIDNIGHT + 3 * HOUR_MS; at += tickMs)
		history.keep(levelTick(at, { a: 'critical', b: 'warning', c: 'degraded', d: 'healthy' }));
	const { keptMs, highServerMs, mediumServerMs } = history.ask('riskTimes', { range: '1w' });
	// The hour that is going on is not asked for until it is over.
	expect(keptMs).toBeGreaterThanOrEqual(2 * HOUR_MS - tickMs);
	expect(highServerMs).toBe(2 * keptMs);
	expect(mediumServerMs).toBe(keptMs);
});
