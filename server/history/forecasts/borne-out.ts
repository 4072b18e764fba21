import type { DatabaseSync } from 'node:sqlite';
import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import {
	correctionAt,
	curveOf,
	type CorrectionCurve,
	type Corrections
} from '#core/borne-out/correction-curve.ts';
import { judge, type HeldSums } from '#core/borne-out/judge.ts';
import { observe, UNSEEN, type Pool, type PoolOutcome } from '#core/borne-out/pool.ts';
import type { Retention } from '../recorder.ts';

/** `borne_out_corrections`: what was in force from that time on, as the entries of Corrections. */
export const BORNE_OUT_TABLES = `
	CREATE TABLE borne_out_pools (
		metric TEXT NOT NULL,
		profile TEXT NOT NULL,
		step INTEGER NOT NULL,
		count INTEGER NOT NULL,
		moments INTEGER NOT NULL,
		scale REAL NOT NULL,
		lower REAL NOT NULL,
		upper REAL NOT NULL,
		told_below REAL NOT NULL,
		told_above REAL NOT NULL,
		corrected_below REAL NOT NULL,
		corrected_above REAL NOT NULL,
		seen_at INTEGER NOT NULL,
		PRIMARY KEY (metric, profile, step)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE borne_out_corrections (
		at INTEGER PRIMARY KEY,
		body TEXT NOT NULL
	) STRICT;
	ALTER TABLE score_hours ADD COLUMN held_count INTEGER NOT NULL DEFAULT 0;
	ALTER TABLE score_hours ADD COLUMN held_told INTEGER NOT NULL DEFAULT 0;
	ALTER TABLE score_hours ADD COLUMN held_borne_out INTEGER NOT NULL DEFAULT 0;
`;

/** The parts of a pool, and their columns. */
const PARTS = [
	'count',
	'moments',
	'scale',
	'lower',
	'upper',
	'toldBelow',
	'toldAbove',
	'correctedBelow',
	'correctedAbove'
] as const satisfies readonly (keyof Pool)[];
const COLUMNS = PARTS.map((part) => part.replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase()));

/** Corrections stand for as long as this: newer ones would differ by little, and every viewer would be sent them. */
const RENEWED_MS = 15 * 60_000;
/** 20 metrics of 20 profiles: more are not tracked, whatever names a daemon gives its servers. */
const MOST_POOLS = 20 * 20 * SAMPLED_STEPS.length;

/** The outcomes of one metric and profile at one moment. */
export interface OutcomeGroup {
	readonly metric: string;
	readonly profile: string;
	readonly outcomes: readonly PoolOutcome[];
}

/** Learns how the daemon's bands must be corrected, and keeps what it has learnt. */
export function openBorneOut(database: DatabaseSync) {
	const pools = readPools(database);
	const write = database.prepare(
		`INSERT OR REPLACE INTO borne_out_pools (metric, profile, step, ${COLUMNS.join()}, seen_at)
		 VALUES (?, ?, ?, ${COLUMNS.map(() => '?').join()}, ?)`
	);
	const begin = database.prepare(
		'INSERT OR REPLACE INTO borne_out_corrections (at, body) VALUES (?, ?)'
	);
	const removePools = database.prepare('DELETE FROM borne_out_pools WHERE seen_at < ?');
	const removeCorrections = database.prepare(
		`DELETE FROM borne_out_corrections WHERE at < ? AND at < (SELECT max(at) FROM borne_out_corrections
		 WHERE at <= coalesce((SELECT min(at) FROM forecast_samples), at))`
	);
	const newest = database.prepare('SELECT max(at) AS at FROM borne_out_corrections');
	let renewedAt = Number(newest.get()?.['at'] ?? -Infinity);
	let read: { readonly at: number; readonly corrections: Corrections | undefined } | undefined;

	return {
		/** Judges a group by what was in force when its forecasts were made, and then learns from it. */
		take(
			{ metric, profile, outcomes }: OutcomeGroup,
			step: number,
			madeAt: number,
			at: number
		): HeldSums {
			if (read?.at !== madeAt)
				read = { at: madeAt, corrections: readCorrections(database, madeAt) };
			const curve = read.corrections?.get(metric)?.get(profile);
			const held = judge(outcomes, curve && correctionAt(curve, step), metric);
			const key = keyOf(metric, profile, step);
			const before = pools.get(key);
			if (!before && pools.size >= MOST_POOLS) return held;
			const pool = observe(before ?? UNSEEN, outcomes, { metric, step });
			pools.set(key, pool);
			write.run(metric, profile, step, ...PARTS.map((part) => pool[part]), at);
			return held;
		},
		/** Puts what has been learnt in force for the forecasts from now on, every RENEWED_MS. */
		renew(at: number): void {
			if (Math.abs(at - renewedAt) < RENEWED_MS) return;
			const curves = curvesOf(pools);
			if (curves.length === 0) return;
			renewedAt = at;
			begin.run(at, JSON.stringify(curves));
		},
		/** Deletes pools that nothing has been compared with for so long, and corrections that no forecast waits for. */
		retain(now: number, { ticksMs, minutesMs }: Retention): void {
			removePools.run(now - minutesMs);
			removeCorrections.run(now - ticksMs);
		}
	};
}

/** Returns the corrections that were in force at a time; undefined before the first. */
export function readCorrections(database: DatabaseSync, at: number): Corrections | undefined {
	const row = database
		.prepare('SELECT body FROM borne_out_corrections WHERE at <= ? ORDER BY at DESC LIMIT 1')
		.get(at);
	if (!row) return undefined;
	const entries = JSON.parse(String(row['body'])) as [string, [string, CorrectionCurve][]][];
	return new Map(entries.map(([metric, curves]) => [metric, new Map(curves)]));
}

function curvesOf(pools: ReadonlyMap<string, Pool>): [string, [string, CorrectionCurve][]][] {
	const subjects = new Map<string, [string, CorrectionCurve][]>();
	for (const key of pools.keys()) {
		const [metric, profile, step] = JSON.parse(key) as [string, string, number];
		if (step !== SAMPLED_STEPS[0]) continue;
		const curve = curveOf(SAMPLED_STEPS.map((each) => pools.get(keyOf(metric, profile, each))));
		if (curve) subjects.set(metric, [...(subjects.get(metric) ?? []), [profile, curve]]);
	}
	return [...subjects];
}

function readPools(database: DatabaseSync): Map<string, Pool> {
	const read = PARTS.map((part, index) => `${COLUMNS[index]} AS ${part}`);
	const rows = database
		.prepare(`SELECT metric, profile, step, ${read.join()} FROM borne_out_pools`)
		.all() as unknown as (Pool & { metric: string; profile: string; step: number })[];
	return new Map(
		rows.map(({ metric, profile, step, ...pool }) => [keyOf(metric, profile, step), pool])
	);
}

function keyOf(metric: string, profile: string, step: number): string {
	return JSON.stringify([metric, profile, step]);
}
