import type { Corrections } from './borne-out/correction-curve.ts';
import type { OutlookFleetState, OutlookState } from './topics/outlook.ts';
import type { Reading } from './topics/reading.ts';
import type { Alert } from './topics/states.ts';

/**
 * One server in one tick. `score` is 0–100; `group` is the profile, or the name's prefix where the daemon says Generic.
 */
export interface ServerRow {
	readonly name: string;
	readonly score: number;
	readonly profile: string;
	readonly daemonLevel?: string;
	readonly reading: Reading;
}

/**
 * All forecasts of a fleet in one buffer, which moves between threads without a copy. `values` is laid out
 * [server][metric][p10 | p50 | p90][step], `now` and `trend` [server][metric]; NaN means the server lacks that metric. `counts` holds the
 * values that count at limits, where any of them is not that of now: one that was over a limit a moment ago still counts.
 */
export interface ForecastTable {
	readonly metrics: readonly string[];
	readonly steps: number;
	readonly values: Float32Array<ArrayBuffer>;
	readonly now: Float32Array<ArrayBuffer>;
	readonly trend: Float32Array<ArrayBuffer>;
	readonly counts?: Float32Array<ArrayBuffer>;
}

/** The states of the topics `outlook` and `outlook-fleet`. */
export interface Outlook {
	readonly servers: OutlookState;
	readonly fleet: OutlookFleetState;
}

/** A part of an answer that was malformed or beyond the bounds and is not shown: where, and why in words. */
export interface RejectedPart {
	readonly path: string;
	readonly reason: string;
	/** The number of parts, where they are not listed one by one; absent: 1. */
	readonly parts?: number;
}

/** Returns the total number of rejected parts. */
export function countRejected(rejected: readonly RejectedPart[]): number {
	return rejected.reduce((sum, { parts = 1 }) => sum + parts, 0);
}

/**
 * One good answer of the daemon, parsed, validated and reduced. Rows and the table's servers are in the same order.
 */
export interface Fleet {
	readonly rows: readonly ServerRow[];
	readonly alerts: readonly Alert[];
	readonly environment: {
		/** The daemon's mean score, 0–1; absent when it sent none. */
		readonly risk30m?: number;
		readonly risk8h?: number;
		readonly fleetHealth?: string;
	};
	readonly forecasts: ForecastTable;
	/** What the forecasts are about to do at the limits: the states of the topics that look ahead. */
	readonly outlook: Outlook;
	/** How the forecasts are corrected, of the metrics and profiles of which enough has been seen. */
	readonly corrections?: Corrections;
	readonly rejected: readonly RejectedPart[];
}
