import type { DatabaseSync } from 'node:sqlite';
import { costTier } from '#core/cost/formula.ts';
import type { RangeQuestion } from '#core/history/range.ts';
import type { RiskTimes } from '#core/history/risk-times.ts';
import { LEVELS } from '#core/levels/levels.ts';
import { unpackRisks } from './pack.ts';
import { readWindow } from '../read-window.ts';
import { tableOf } from './tables.ts';

interface Row {
	readonly servers: number;
	readonly risks: Uint8Array;
}

/** Returns how long servers were in each tier of risk, from the roll-ups of the range. */
export function readRiskTimes(database: DatabaseSync, question: RangeQuestion): RiskTimes {
	const window = readWindow(database, question);
	const rows = database
		.prepare(
			`SELECT json_array_length(rosters.servers) AS servers, risks
			 FROM ${tableOf('server', question)} JOIN rosters ON rosters.id = roster
			 WHERE at >= ? AND at < ?`
		)
		.iterate(window.from, window.to) as Iterable<unknown> as Iterable<Row>;
	const times = { high: 0, medium: 0 };
	let keptMs = 0;
	for (const { servers, risks } of rows) {
		const riskOf = unpackRisks(servers, risks);
		let longestMs = 0;
		for (let index = 0; index < servers; index++) {
			const { risk, levelMs } = riskOf(index);
			const watchedMs = LEVELS.reduce((sum, level) => sum + levelMs[level], 0);
			const tier = costTier(risk.mean)?.tier;
			if (tier) times[tier] += watchedMs;
			longestMs = Math.max(longestMs, watchedMs);
		}
		keptMs += longestMs;
	}
	return { window, keptMs, highServerMs: times.high, mediumServerMs: times.medium };
}
