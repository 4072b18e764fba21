import type { DatabaseSync } from 'node:sqlite';
import type { HistoryState } from '#core/topics/history.ts';
import type { KeptTick } from './kept-tick.ts';
import type { Prunable } from './prunable.ts';

/** For how long each kind is kept, in milliseconds. */
export interface Retention {
	readonly ticksMs: number;
	readonly minutesMs: number;
	readonly hoursMs: number;
}

/** One kind of thing that is kept, with its tables. A recorder touches no table but its own. */
export interface Recorder {
	/** Names the recorder in the table of schema versions: never changed. */
	readonly name: string;
	/** SQL, forward only: the first makes the tables, each further one leads from the version before to the next. */
	readonly migrations: readonly string[];
	/** The tables are there, in their newest version. */
	open(database: DatabaseSync, retention: Retention): OpenRecorder;
}

/** All of it runs inside a transaction that somebody else begins and ends. */
export interface OpenRecorder {
	/**
	 * Records one tick. When it throws, nothing of what it wrote for this tick stays, and what it remembers must be read
	 * anew: it is opened again before the next.
	 */
	record(tick: KeptTick): void;
	/** Deletes what is too old; called about once a minute. `now` in ms since 1970. */
	retain(now: number): void;
	/** When the last that was kept was kept, by its order and not by its time: a clock may have been set. */
	newest?(): number | undefined;
	/** What may go before its time because the file is too large. */
	readonly prunable?: readonly Prunable[];
	/** Its part of what viewers are told of the history. */
	kept?(): Partial<HistoryState>;
}
