import type { DatabaseSync } from 'node:sqlite';
import { floorTo, RESOLUTION_MS, type Resolution } from '#core/history/range.ts';
import type { Level } from '#core/levels/levels.ts';
import type { Keeper, OpenKeeper, Retention } from '../keeper.ts';
import { nearMs, paceAfter, type Pace } from '../pace.ts';
import { rowsStock, type RowsStock } from '../stock.ts';
import { joined, rollUp, withHeld, type Rollup } from './rollup.ts';
import { RollupRows } from './rollup-rows.ts';
import { NEWEST_WHOLE_MINUTE, ROLLUP_TABLES } from './tables.ts';

/** Per server and for the fleet, each minute and each hour. */
export const rollupsKeeper: Keeper = { name: 'rollups', migrations: [ROLLUP_TABLES], open };

function open(database: DatabaseSync, retention: Retention): OpenKeeper {
	const minutes = new Going(database, 'minutes');
	const hours = new Going(database, 'hours');
	const newestMinute = database.prepare(NEWEST_WHOLE_MINUTE);
	const going = database.prepare('SELECT max(at) AS at FROM fleet_minutes').get();
	// It ended with the process before it was over: no hour has it yet.
	if (typeof going?.['at'] === 'number') minutes.resume(going['at']);
	const oldestMinute = database.prepare('SELECT min(at) AS at FROM fleet_minutes');
	const stocks = rollupStocks(database, retention);
	const removeRosters = database.prepare(
		`DELETE FROM rosters WHERE id < (SELECT max(id) FROM rosters)
		 AND NOT EXISTS (SELECT 1 FROM server_minutes WHERE roster = rosters.id)
		 AND NOT EXISTS (SELECT 1 FROM server_hours WHERE roster = rosters.id)`
	);
	let pace: Pace | undefined;
	let levels: ReadonlyMap<string, Level> = new Map();

	return {
		/** While nothing feeds the daemon, what it says is of before, and is not counted again. */
		keep({ at, ok, states }) {
			if (!ok) return;
			// A level lasts from the tick that shows it to the next, and counts for the minute of that tick.
			const heldMs = pace ? at - pace.at : 0;
			if (pace && heldMs > 0 && heldMs <= nearMs(pace)) minutes.hold(levels, heldMs);
			const minute = floorTo(at, RESOLUTION_MS.minutes);
			if (minutes.at !== minute) {
				if (minutes.at !== undefined && minutes.fresh) {
					minutes.write();
					hours.turnTo(floorTo(minutes.at, RESOLUTION_MS.hours));
					hours.add(minutes.fresh);
					hours.write();
				}
				minutes.turnTo(minute);
			}
			minutes.add(rollUp(states));
			minutes.write();
			pace = paceAfter(pace, at);
			levels = new Map(Object.entries(states.risk).map(([name, { level }]) => [name, level]));
		},
		retain(now) {
			for (const stock of stocks) stock.remove(now - stock.keptMs);
			removeRosters.run();
		},
		stocks,
		kept() {
			const newest = newestMinute.get() as { at: number } | undefined;
			const oldest = oldestMinute.get() as { at: number | null } | undefined;
			return {
				...(newest && { newestMinute: newest.at }),
				...(newest && oldest?.at != null && { minutesFrom: oldest.at })
			};
		}
	};
}

/** The two newest rows stay: the one that is going on, and the one that answers end with. */
function rollupStocks(database: DatabaseSync, retention: Retention): readonly RowsStock[] {
	return (['minutes', 'hours'] as const).map((resolution) =>
		rowsStock(database, {
			keptMs: resolution === 'minutes' ? retention.minutesMs : retention.hoursMs,
			span: `SELECT min(at) AS oldest,
				(SELECT at - 1 FROM fleet_${resolution} ORDER BY at DESC LIMIT 1 OFFSET 1) AS newest FROM fleet_${resolution}`,
			tables: ['fleet', 'server'].map((kind) => ({ name: `${kind}_${resolution}`, column: 'at' }))
		})
	);
}

/** The minute, or the hour, that is going on. It is on disk from the first tick on, and is read again after a restart. */
class Going {
	readonly #rows: RollupRows;
	#at: number | undefined;
	#rollup: Rollup | undefined;
	#fresh: Rollup | undefined;

	constructor(database: DatabaseSync, resolution: Resolution) {
		this.#rows = new RollupRows(database, resolution);
	}

	get at(): number | undefined {
		return this.#at;
	}

	/** What was added since it was turned to: a minute that a clock set back comes to again has been counted before. */
	get fresh(): Rollup | undefined {
		return this.#fresh;
	}

	resume(at: number): void {
		this.turnTo(at);
		this.#fresh = this.#rollup;
	}

	turnTo(at: number): void {
		if (this.#at === at) return;
		this.#at = at;
		this.#rollup = this.#rows.read(at);
		this.#fresh = undefined;
	}

	add(rollup: Rollup): void {
		this.#rollup = joined(this.#rollup, rollup);
		this.#fresh = joined(this.#fresh, rollup);
	}

	hold(levels: ReadonlyMap<string, Level>, ms: number): void {
		this.#rollup = this.#rollup && withHeld(this.#rollup, levels, ms);
		this.#fresh = this.#fresh && withHeld(this.#fresh, levels, ms);
	}

	write(): void {
		if (this.#at !== undefined && this.#rollup) this.#rows.write(this.#at, this.#rollup);
	}
}
