import type { DatabaseSync } from 'node:sqlite';
import type { HistoryState } from '#core/topics/history.ts';
import type { KeptTick } from './kept-tick.ts';
import type { Prunable } from './prunable.ts';

/** How long each kind is kept, in milliseconds. */
export interface Retention {
	readonly ticksMs: number;
	readonly minutesMs: number;
	readonly hoursMs: number;
}

/** Records one kind of rows, in tables of its own. */
export interface Recorder {
	/** Identifies the recorder in the table of schema versions: never changed. */
	readonly name: string;
	/** SQL, forward only: the first creates the tables, each further one migrates from the previous version. */
	readonly migrations: readonly string[];
	/** The tables exist, in their newest version. */
	open(database: DatabaseSync, retention: Retention): OpenRecorder;
}

/** A recorder with an open file; everything runs inside a transaction of the caller. */
export interface OpenRecorder {
	/**
	 * Records one tick. When it throws, its writes for this tick are rolled back and its memory is void: it is opened again
	 * before the next tick.
	 */
	record(tick: KeptTick): void;
	/** Deletes what is too old; called about once a minute. `now` in ms since 1970. */
	retain(now: number): void;
	/** When the newest row was recorded, by order and not by time, because a clock may have been set. */
	newest?(): number | undefined;
	/** Rows that may be deleted early because the file is too large. */
	readonly prunable?: readonly Prunable[];
	/** Its part of the topic `history`. */
	kept?(): Partial<HistoryState>;
}
