import { rangeOf, type RangeQuestion, type Resolution } from '#core/history/range.ts';

const tablesOf = (resolution: Resolution) => `
	CREATE TABLE fleet_${resolution} (
		at INTEGER PRIMARY KEY,
		ticks INTEGER NOT NULL,
		critical REAL NOT NULL,
		warning REAL NOT NULL,
		degraded REAL NOT NULL,
		healthy REAL NOT NULL,
		risk_30m_ticks INTEGER NOT NULL,
		risk_30m REAL,
		risk_8h_ticks INTEGER NOT NULL,
		risk_8h REAL,
		mean_risk_ticks INTEGER NOT NULL,
		mean_risk REAL,
		highest_risk REAL
	) STRICT;
	CREATE TABLE server_${resolution} (
		at INTEGER PRIMARY KEY,
		roster INTEGER NOT NULL,
		risks BLOB NOT NULL,
		metrics BLOB NOT NULL
	) STRICT;
	CREATE INDEX server_${resolution}_roster ON server_${resolution} (roster);
`;

/**
 * A row for each minute, and for each hour, with a tick. Servers are packed, with their names in a server list (table
 * `rosters`).
 */
export const ROLLUP_TABLES = `
	${tablesOf('minutes')}
	${tablesOf('hours')}
	CREATE TABLE rosters (id INTEGER PRIMARY KEY, servers TEXT NOT NULL UNIQUE) STRICT;
`;

/** The current minute: after the clock was set back it is not the newest. */
export const GOING_TABLE =
	'CREATE TABLE rollup_going (id INTEGER PRIMARY KEY CHECK (id = 1), minute INTEGER NOT NULL) STRICT';

/** Returns the table of a kind with the resolution of the range. */
export function tableOf(kind: 'fleet' | 'server', { range }: RangeQuestion): string {
	return `${kind}_${rangeOf(range).resolution}`;
}
