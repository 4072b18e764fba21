import type { DatabaseSync } from 'node:sqlite';
import { unpackSample } from './sample-codec.ts';

export const FORECAST_TABLES = `
	CREATE TABLE forecast_samples (
		at INTEGER PRIMARY KEY,
		step_ms INTEGER NOT NULL,
		servers TEXT NOT NULL,
		metrics TEXT NOT NULL,
		steps TEXT NOT NULL,
		scored INTEGER NOT NULL DEFAULT 0,
		body BLOB NOT NULL
	) STRICT;
	CREATE TABLE score_hours (
		hour INTEGER NOT NULL,
		step INTEGER NOT NULL,
		metric TEXT NOT NULL,
		profile TEXT NOT NULL,
		count INTEGER NOT NULL,
		inside INTEGER NOT NULL,
		pinball REAL NOT NULL,
		error REAL NOT NULL,
		stay_error REAL NOT NULL,
		PRIMARY KEY (hour, step, metric, profile)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE server_score_hours (
		hour INTEGER NOT NULL,
		server TEXT NOT NULL,
		profile TEXT NOT NULL,
		count INTEGER NOT NULL,
		inside INTEGER NOT NULL,
		PRIMARY KEY (hour, server)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE alert_hours (
		hour INTEGER PRIMARY KEY,
		came INTEGER NOT NULL,
		late INTEGER NOT NULL,
		never INTEGER NOT NULL,
		unpredicted INTEGER NOT NULL,
		lead_ms INTEGER NOT NULL
	) STRICT;
`;

/** Resets the record: which earlier predictions were judged is unknown. */
export const JUDGED_ALERTS = `
	ALTER TABLE alert_hours ADD COLUMN judged INTEGER NOT NULL DEFAULT 0;
	ALTER TABLE alert_hours ADD COLUMN borne_out INTEGER NOT NULL DEFAULT 0;
`;

export interface SampleRow {
	readonly at: number;
	readonly step_ms: number;
	readonly servers: string;
	readonly metrics: string;
	readonly steps: string;
	readonly body: Uint8Array;
}

/** All forecasts of one time at the steps that are kept; NaN where a server lacks a metric. */
export interface Sample {
	readonly at: number;
	readonly stepMs: number;
	readonly servers: readonly string[];
	readonly metrics: readonly string[];
	readonly steps: readonly number[];
	/** [server][metric] */
	readonly now: Float32Array;
	/** [server][metric][p10 | p50 | p90][step] */
	readonly values: Float32Array;
}

/** Decodes a row of `forecast_samples`. */
export function readSample(row: SampleRow): Sample {
	const servers = JSON.parse(row.servers) as string[];
	const metrics = JSON.parse(row.metrics) as string[];
	return {
		at: row.at,
		stepMs: row.step_ms,
		servers,
		metrics,
		steps: JSON.parse(row.steps) as number[],
		...unpackSample(row.body, servers.length * metrics.length)
	};
}

/** Returns the three quantiles of one cell at a position of `steps`; NaN where the daemon gave none. */
export function quantilesAt(
	{ values, steps }: Sample,
	cell: number,
	position: number
): { p10: number; p50: number; p90: number } {
	const at = (quantile: number) => values[(cell * 3 + quantile) * steps.length + position] ?? NaN;
	return { p10: at(0), p50: at(1), p90: at(2) };
}

/**
 * Returns the newest sample at or before a time; undefined when it is older than two steps, or nothing that old is kept.
 */
export function sampleBefore(database: DatabaseSync, at: number): Sample | undefined {
	const row = database
		.prepare(
			'SELECT at, step_ms, servers, metrics, steps, body FROM forecast_samples WHERE at <= ? ORDER BY at DESC LIMIT 1'
		)
		.get(at) as unknown as SampleRow | undefined;
	return row && at - row.at <= 2 * row.step_ms ? readSample(row) : undefined;
}
