import type { MergePatch } from '../json/json.ts';
import type { FleetStates } from '../topics/schema-of.ts';

/** The topics whose every state is kept. */
export const KEPT_TOPICS = ['summary', 'risk', 'metrics', 'alerts', 'cascade'] as const;
export type KeptTopic = (typeof KEPT_TOPICS)[number];

/** The states of one tick; cascade health only while somebody watched it. */
export type KeptStates = Pick<FleetStates, 'summary' | 'risk' | 'metrics' | 'alerts'> &
	Partial<Pick<FleetStates, 'cascade'>>;

/** The head of a kept tick. `id` counts kept ticks upwards without end; times in ms since 1970. */
export interface KeptHead {
	readonly id: number;
	readonly tick: number;
	readonly at: number;
	/** The run of Fleetcast that saw it. */
	readonly epoch: string;
	/** When the states were measured at the earliest, as it was known then. */
	readonly measuredAt?: number;
	/** False when the daemon answered, but nothing had fed it since. */
	readonly ok: boolean;
}

/** A kept tick, whole. */
export interface KeptMoment extends KeptHead {
	readonly states: KeptStates;
}

/**
 * What leads from the kept tick before to this one: a merge patch a topic that changed. A topic that began or ended (as
 * cascade health does when its last watcher leaves) is a patch from nothing, or null.
 */
export interface KeptStep extends KeptHead {
	readonly patches: Readonly<Partial<Record<KeptTopic, MergePatch | null>>>;
}

/** The newest kept tick at or before `at`. */
export interface MomentQuestion {
	readonly at: number;
}

/**
 * What came after the kept tick `id`: at most `count` steps, fewer of a large fleet, none only at the newest tick. Each is
 * at least `strideMs` after the one before (0, or none: every tick), and the ticks between are in its patches.
 */
export interface StepsQuestion {
	readonly id: number;
	readonly count: number;
	readonly strideMs?: number;
}
