import type { DatabaseSync } from 'node:sqlite';
import type { Resolution } from '#core/history/range.ts';
import { packServers, unpackServers, type ServerList } from './pack.ts';
import { levelsTo, type FleetRollup, type Rollup } from './rollup.ts';
import type { Mean } from './aggregate.ts';

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

/** Decodes the fleet's roll-up from its row; a quantity without ticks is absent. */
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
	readonly #writeServerList;
	/** The server list written last: it changes when a server is added or removed. */
	#serverList = { id: 0, servers: '' };

	constructor(database: DatabaseSync, resolution: Resolution) {
		this.#database = database;
		this.#resolution = resolution;
		this.#writeFleet = database.prepare(
			`INSERT OR REPLACE INTO fleet_${resolution} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
		);
		this.#writeServers = database.prepare(
			`INSERT OR REPLACE INTO server_${resolution} VALUES (?, ?, ?, ?)`
		);
		this.#writeServerList = database.prepare(
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
		const serverList: ServerList = sorted.map(([name, { profile }]) => [name, profile]);
		this.#writeServers.run(at, this.#serverListId(JSON.stringify(serverList)), risks, metrics);
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
		const serverList = JSON.parse(packed.servers) as ServerList;
		return {
			fleet: fleetOfRow(fleet),
			servers: new Map(unpackServers(serverList, packed.risks, packed.metrics))
		};
	}

	#serverListId(servers: string): number {
		if (this.#serverList.servers !== servers)
			this.#serverList = { id: Number(this.#writeServerList.get(servers)?.['id']), servers };
		return this.#serverList.id;
	}
}
