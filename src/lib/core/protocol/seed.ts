import type { Brand } from '../brand/brand.ts';
import type { LevelThresholds } from '../levels/levels.ts';
import type { DaemonHealth, Warmup } from './daemon.ts';
import type { Snapshot } from './messages.ts';

/** The settings that a page shows or computes with; none is secret. */
export interface PublicSettings {
	brand: Brand;
	/**
	 * The version with its build after a `+`. When it differs from `Joined.version`, the page is of another release.
	 */
	version: string;
	demo: boolean;
	tickMs: number;
	stepMinutes: number;
	thresholds: LevelThresholds;
	/** How long a change of level must last before it counts, in ms. */
	levelHoldMs: number;
	/** Whether browsers may fall back to HTTP long-polling. */
	polling: boolean;
	role: 'viewer' | 'operator';
	/** Whether viewing requires signing in. */
	signIn: boolean;
}

/** The data in the first page: enough to show it before and without JavaScript, and to join with `since`. */
export interface Seed {
	tick: number;
	/** When the tick was published, in ms since 1970. */
	at: number;
	/** The age of the data, in ms; absent while it is unknown. */
	age?: number | undefined;
	daemon: DaemonHealth;
	warmup?: Warmup | undefined;
	snapshots: Snapshot[];
}
