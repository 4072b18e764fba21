import type { DatabaseSync } from 'node:sqlite';
import type { Resolution } from '#core/history/range.ts';
import { packServers, unpackServers, type Roster } from './pack.ts';
import { levelsTo, type FleetRollup, type Rollup } from './rollup.ts';
import type { Mean } from './spread.ts';

export interface FleetRow {
	readonly at: number;
	readonly ticks: number;
	readonly critical: number;
	readonly warning: number;
	readonly degraded: number;
	readonly healthy: number;
	readonly risk_30m_ticks: number;
	readonly risk_30m: number | null;
	readonly risk_8h_ticks: number;
	readonly risk_8h: number | null;
	readonly mean_risk_ticks: number;
	readonly mean_risk: number | null;
	readonly highest_risk: number | null;
}

export function fleetOfRow(row: FleetRow): FleetRollup {
	const mean = (count: number, value: number | null): Mean | undefined =>
		value === null ? undefined : { count, mean: value };
	const risk30m = mean(row.risk_30m_ticks, row.risk_30m);
	const risk8h = mean(row.risk_8h_ticks, row.risk_8h);
	const meanRisk = mean(row.mean_risk_ticks, row.mean_risk);
	return {
		counts: levelsTo((level) => ({ count: row.ticks, mean: row[level] })),
		...(risk30m && { risk30m }),
		...(risk8h && { risk8h }),
		...(meanRisk && { meanRisk }),
		...(row.highest_risk !== null && { highestRisk: row.highest_risk })
	};
}

/** Writes and reads whole roll-ups of one resolution. */
export class RollupRows {
	readonly #resolution: Resolution;
	readonly #database: DatabaseSync;
	readonly #writeFleet;
	readonly #writeServers;
	readonly #writeRoster;
	/** The roster that was written last: it changes when a server comes or goes. */
	#roster = { id: 0, servers: '' };

	constructor(database: DatabaseSync, resolution: Resolution) {
		this.#database = database;
		this.#resolution = resolution;
		this.#writeFleet = database.prepare(
			`INSERT OR REPLACE INTO fleet_${resolution} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
		);
		this.#writeServers = database.prepare(
			`INSERT OR REPLACE INTO server_${resolution} VALUES (?, ?, ?, ?)`
		);
		this.#writeRoster = database.prepare(
			'INSERT INTO rosters (servers) VALUES (?) ON CONFLICT DO UPDATE SET servers = servers RETURNING id'
		);
	}

	write(at: number, { fleet, servers }: Rollup): void {
		const { counts, risk30m, risk8h, meanRisk, highestRisk } = fleet;
		const columns = (mean: Mean | undefined) => [mean?.count ?? 0, mean?.mean ?? null];
		this.#writeFleet.run(
			at,
			counts.critical.count,
			counts.critical.mean,
			counts.warning.mean,
			counts.degraded.mean,
			counts.healthy.mean,
			...columns(risk30m),
			...columns(risk8h),
			...columns(meanRisk),
			highestRisk ?? null
		);
		const sorted = [...servers].sort(([one], [other]) => (one < other ? -1 : 1));
		const { risks, metrics } = packServers(sorted.map(([, server]) => server));
		const roster: Roster = sorted.map(([name, { profile }]) => [name, profile]);
		this.#writeServers.run(at, this.#rosterId(JSON.stringify(roster)), risks, metrics);
	}

	read(at: number): Rollup | undefined {
		const fleet = this.#database
			.prepare(`SELECT * FROM fleet_${this.#resolution} WHERE at = ?`)
			.get(at) as FleetRow | undefined;
		const packed = this.#database
			.prepare(
				`SELECT servers, risks, metrics FROM server_${this.#resolution} JOIN rosters ON rosters.id = roster WHERE at = ?`
			)
			.get(at) as { servers: string; risks: Uint8Array; metrics: Uint8Array } | undefined;
		if (!fleet || !packed) return undefined;
		const roster = JSON.parse(packed.servers) as Roster;
		return {
			fleet: fleetOfRow(fleet),
			servers: new Map(unpackServers(roster, packed.risks, packed.metrics))
		};
	}

	#rosterId(servers: string): number {
		if (this.#roster.servers !== servers)
			this.#roster = { id: Number(this.#writeRoster.get(servers)?.['id']), servers };
		return this.#roster.id;
	}
}
