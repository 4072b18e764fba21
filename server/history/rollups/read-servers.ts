import type { DatabaseSync } from 'node:sqlite';
import { floorTo, type RangeQuestion, type Window } from '#core/history/range.ts';
import {
	SERIES_QUANTITIES,
	type Series,
	type SeriesPoint,
	type SeriesQuestion
} from '#core/history/series.ts';
import type { ServerPast, Servers } from '#core/history/servers.ts';
import { tenth } from '#core/metrics/metrics.ts';
import { readAlertCounts } from '../episodes/read-episodes.ts';
import { unpackMetrics, unpackRisks } from './pack.ts';
import { readWindow } from '../read-window.ts';
import { ServerLists } from './server-lists.ts';
import { tableOf } from './tables.ts';
import { joinedServer, type ServerRollup } from './rollup.ts';
import type { Aggregate } from './aggregate.ts';

interface PackedRow {
	readonly at: number;
	readonly roster: number;
	readonly risks: Uint8Array;
	readonly metrics: Uint8Array;
}

const NO_METRICS: ServerRollup['metrics'] = {};

/** Returns every server of the window, aggregated over all of it. */
export function readServers(database: DatabaseSync, question: RangeQuestion): Servers {
	const window = readWindow(database, question);
	const serverLists = new ServerLists(database);
	const past = new Map<string, { readonly lastAt: number; readonly rollup: ServerRollup }>();
	for (const row of packedRows(database, question, window, 'at, roster, risks')) {
		const serverList = serverLists.get(row.roster);
		const risksOf = unpackRisks(serverList.length, row.risks);
		serverList.forEach(([server, profile], index) => {
			const rollup = { profile, ...risksOf(index), metrics: NO_METRICS };
			past.set(server, { lastAt: row.at, rollup: joinedServer(past.get(server)?.rollup, rollup) });
		});
	}
	const alerts = readAlertCounts(database, window);
	const servers = [...past].map(([server, { lastAt, rollup }]): ServerPast => {
		const { profile, risk, levelMs } = rollup;
		return {
			server,
			profile,
			meanRisk: tenth(risk.mean),
			highestRisk: risk.max,
			lastRisk: risk.last,
			lastAt,
			criticalMs: levelMs.critical,
			warningMs: levelMs.warning,
			degradedMs: levelMs.degraded,
			healthyMs: levelMs.healthy,
			alerts: alerts.get(server) ?? 0
		};
	});
	return { window, servers };
}

/** Returns one server step by step. */
export function readSeries(database: DatabaseSync, question: SeriesQuestion): Series {
	const { server } = question;
	const window = readWindow(database, question);
	const serverLists = new ServerLists(database);
	const steps = new Map<number, ServerRollup>();
	for (const row of packedRows(database, question, window, '*')) {
		const serverList = serverLists.get(row.roster);
		const index = serverLists.indexOf(row.roster, server);
		const profile = serverList[index]?.[1];
		if (profile === undefined) continue;
		const step = floorTo(row.at, window.stepMs);
		const rollup = {
			profile,
			...unpackRisks(serverList.length, row.risks)(index),
			metrics: unpackMetrics(serverList.length, row.metrics)(index)
		};
		steps.set(step, joinedServer(steps.get(step), rollup));
	}
	return { window, server, points: [...steps].map(([at, rollup]) => pointOf(at, rollup)) };
}

function pointOf(at: number, { risk, metrics }: ServerRollup): SeriesPoint {
	const told = SERIES_QUANTITIES.flatMap((quantity) => {
		const aggregate = quantity === 'risk' ? risk : metrics[quantity];
		return aggregate ? [[quantity, numbersOf(aggregate)] as const] : [];
	});
	return { at, risk: numbersOf(risk), ...Object.fromEntries(told) };
}

function numbersOf({ mean, min, max, last }: Aggregate): [number, number, number, number] {
	return [tenth(mean), min, max, last];
}

function packedRows(
	database: DatabaseSync,
	question: RangeQuestion,
	{ from, to }: Window,
	columns: string
): Iterable<PackedRow> {
	return database
		.prepare(
			`SELECT ${columns} FROM ${tableOf('server', question)} WHERE at >= ? AND at < ? ORDER BY at`
		)
		.iterate(from, to) as Iterable<unknown> as Iterable<PackedRow>;
}
