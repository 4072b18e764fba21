import type { DatabaseSync } from 'node:sqlite';
import { floorTo, RESOLUTION_MS, type Resolution } from '#core/history/range.ts';
import type { Level } from '#core/levels/levels.ts';
import { countedLevel } from '#core/levels/counted.ts';
import type { Recorder, OpenRecorder, Retention } from '../recorder.ts';
import { maxGapMs, spacingAfter, type TickSpacing } from '../../tick-spacing.ts';
import { prunableRows, type PrunableRows } from '../prunable.ts';
import { joined, rollUp, withHeld, type Rollup } from './rollup.ts';
import { RollupRows } from './rollup-rows.ts';
import { NEWEST_WHOLE_MINUTE } from '../read-window.ts';
import { GOING_TABLE, ROLLUP_TABLES } from './tables.ts';

/** Rolls up servers and fleet by minute and hour. */
export const rollupsRecorder: Recorder = {
	name: 'rollups',
	migrations: [ROLLUP_TABLES, GOING_TABLE],
	open: open
};

function open(database: DatabaseSync, retention: Retention): OpenRecorder {
	const minutes = new CurrentRollup(database, 'minutes');
	const hours = new CurrentRollup(database, 'hours');
	const newestMinute = database.prepare(NEWEST_WHOLE_MINUTE);
	const mark = database.prepare(
		'INSERT INTO rollup_going (id, minute) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET minute = ?1'
	);
	// The process ended before this minute was over, so no hour includes all of it. After a clock was set back, the newest
	// by time is another.
	const going = database
		.prepare('SELECT coalesce((SELECT minute FROM rollup_going), max(at)) AS at FROM fleet_minutes')
		.get();
	if (typeof going?.['at'] === 'number') minutes.turnTo(going['at']);
	const minutesOf = database.prepare(
		'SELECT at FROM fleet_minutes WHERE at >= ? AND at < ? ORDER BY at'
	);
	const oldestMinute = database.prepare('SELECT min(at) AS at FROM fleet_minutes');
	const prunables = prunableRollups(database, retention);
	const removeServerLists = database.prepare(
		`DELETE FROM rosters WHERE id < (SELECT max(id) FROM rosters)
		 AND NOT EXISTS (SELECT 1 FROM server_minutes WHERE roster = rosters.id)
		 AND NOT EXISTS (SELECT 1 FROM server_hours WHERE roster = rosters.id)`
	);
	let spacing: TickSpacing | undefined;
	let levels: ReadonlyMap<string, Level> = new Map();

	/**
	 * Adds a whole minute to its hour. If the minute was known before, the hour may include part of it, so it is rebuilt.
	 */
	function endMinute(minute: number): void {
		minutes.write();
		const hour = floorTo(minute, RESOLUTION_MS.hours);
		if (minutes.known) {
			const rows = minutesOf.all(hour, hour + RESOLUTION_MS.hours);
			hours.begin(hour);
			for (const { at } of rows) hours.add(minutes.read(Number(at)));
		} else {
			hours.turnTo(hour);
			hours.add(minutes.rollup);
		}
		hours.write();
	}

	return {
		/** While nothing feeds the daemon, its answers repeat old values, which must not count again. */
		record({ at, ok, states }) {
			if (!ok) return;
			// A level lasts from its tick to the next, and counts for the minute of its tick.
			const heldMs = spacing ? at - spacing.at : 0;
			if (spacing && heldMs > 0 && heldMs <= maxGapMs(spacing)) minutes.hold(levels, heldMs);
			const minute = floorTo(at, RESOLUTION_MS.minutes);
			if (minutes.at !== minute) {
				if (minutes.at !== undefined) endMinute(minutes.at);
				minutes.turnTo(minute);
				mark.run(minute);
			}
			minutes.add(rollUp(states));
			minutes.write();
			spacing = spacingAfter(spacing, at);
			levels = new Map(
				Object.entries(states.risk).map(([name, entry]) => [name, countedLevel(entry)])
			);
		},
		retain(now) {
			for (const prunable of prunables) prunable.remove(now - prunable.retentionMs);
			removeServerLists.run();
		},
		prunable: prunables,
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

/** The two newest rows stay: the current one, and the last that answers include. */
function prunableRollups(database: DatabaseSync, retention: Retention): readonly PrunableRows[] {
	return (['minutes', 'hours'] as const).map((resolution) =>
		prunableRows(database, {
			keptMs: resolution === 'minutes' ? retention.minutesMs : retention.hoursMs,
			span: `SELECT min(at) AS oldest,
				(SELECT at - 1 FROM fleet_${resolution} ORDER BY at DESC LIMIT 1 OFFSET 1) AS newest FROM fleet_${resolution}`,
			tables: ['fleet', 'server'].map((kind) => ({ name: `${kind}_${resolution}`, column: 'at' }))
		})
	);
}

/** The current minute or hour. It is on disk from its first tick on, and is read again after a restart. */
class CurrentRollup {
	readonly #rows: RollupRows;
	#at: number | undefined;
	#rollup: Rollup | undefined;
	#known = false;

	constructor(database: DatabaseSync, resolution: Resolution) {
		this.#rows = new RollupRows(database, resolution);
	}

	get at(): number | undefined {
		return this.#at;
	}

	get rollup(): Rollup | undefined {
		return this.#rollup;
	}

	/** Whether it was on disk already: from before a restart, or because the clock was set back. */
	get known(): boolean {
		return this.#known;
	}

	turnTo(at: number): void {
		if (this.#at === at) return;
		this.#at = at;
		this.#rollup = this.#rows.read(at);
		this.#known = this.#rollup !== undefined;
	}

	/** Begins an empty one, whatever is on disk. */
	begin(at: number): void {
		this.#at = at;
		this.#rollup = undefined;
	}

	read(at: number): Rollup | undefined {
		return this.#rows.read(at);
	}

	add(rollup: Rollup | undefined): void {
		if (rollup) this.#rollup = joined(this.#rollup, rollup);
	}

	hold(levels: ReadonlyMap<string, Level>, ms: number): void {
		this.#rollup = this.#rollup && withHeld(this.#rollup, levels, ms);
	}

	write(): void {
		if (this.#at !== undefined && this.#rollup) this.#rows.write(this.#at, this.#rollup);
	}
}
