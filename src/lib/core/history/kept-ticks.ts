import type { MergePatch } from '../json/json.ts';
import type { FleetStates } from '../topics/schema-of.ts';

/** The topics of which every state is kept. */
export const KEPT_TOPICS = [
	'summary',
	'risk',
	'metrics',
	'alerts',
	'outlook',
	'outlook-fleet',
	'cascade'
] as const;
export type KeptTopic = (typeof KEPT_TOPICS)[number];

/**
 * The states of one tick: cascade health only while it was watched, the outlook since there is one.
 */
export type KeptStates = Pick<FleetStates, 'summary' | 'risk' | 'metrics' | 'alerts'> &
	Partial<Pick<FleetStates, 'outlook' | 'outlook-fleet' | 'cascade'>>;

/** The header of a kept tick. `id` counts kept ticks and never repeats; times in ms since 1970. */
export interface KeptHead {
	readonly id: number;
	readonly tick: number;
	readonly at: number;
	/** The run of Fleetcast that recorded it. */
	readonly epoch: string;
	/** The earliest time at which the states may have been measured. */
	readonly measuredAt?: number;
	/** False when the daemon answered but had received no new metrics. */
	readonly ok: boolean;
}

/** A kept tick with its whole states. */
export interface KeptMoment extends KeptHead {
	readonly states: KeptStates;
}

/**
 * The change from the previous kept tick to this one: a merge patch for each topic that changed. A topic that began or
 * ended (as cascade health does when its last viewer leaves) is a patch from nothing, or null.
 */
export interface KeptStep extends KeptHead {
	readonly patches: Readonly<Partial<Record<KeptTopic, MergePatch | null>>>;
}

/** Asks for the newest kept tick at or before `at`. */
export interface MomentQuestion {
	readonly at: number;
}

/**
 * Asks for what follows the kept tick `id`: at most `count` steps, fewer for a large fleet, none only at the newest tick.
 * Each is at least `strideMs` after the previous one (0 or absent: every tick), and its patches include the ticks in
 * between.
 */
export interface StepsQuestion {
	readonly id: number;
	readonly count: number;
	readonly strideMs?: number;
}
