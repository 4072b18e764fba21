import type { DaemonHealth } from './protocol/daemon.ts';

/** The promise of the wire (docs/protocol.md): a fault shows within this many ticks. */
export const STALE_AFTER_TICKS = 2.5;
/** Something arrives at least this often, whatever the cadence. */
export const LONGEST_BEAT_MS = 15_000;

/** How often something must arrive at a viewer of this cadence. */
export function beatMs(everyMs: number, tickMs: number): number {
	return Math.max(tickMs, Math.min(everyMs, LONGEST_BEAT_MS));
}

/** The silence after which a viewer says that it is stale: for one served every tick, exactly 2.5 ticks. */
export function silenceAllowedMs(beat: number, tickMs: number): number {
	return beat + (STALE_AFTER_TICKS - 1) * tickMs;
}

export type Link = 'connecting' | 'joined' | 'offline' | 'refused';

/** What a viewer knows of its own connection. `heardAt` by the same clock as `now`. */
export interface Hearing {
	readonly link: Link;
	readonly heardAt: number;
	readonly beatMs: number;
	readonly tickMs: number;
	readonly daemon?: DaemonHealth;
}

export type Freshness =
	| { readonly kind: 'waiting' }
	| { readonly kind: 'live' }
	| { readonly kind: 'stale'; readonly cause: 'daemon' | 'silence' | 'offline' | 'refused' };

/** Whether what is on screen keeps its promise at `now`. */
export function freshnessAt(now: number, hearing: Hearing): Freshness {
	const { link, heardAt, daemon } = hearing;
	if (link === 'refused') return { kind: 'stale', cause: 'refused' };
	const silent = now - heardAt > silenceAllowedMs(hearing.beatMs, hearing.tickMs);
	if (!daemon)
		return link === 'offline' ? { kind: 'stale', cause: 'offline' } : { kind: 'waiting' };
	if (silent) return { kind: 'stale', cause: link === 'joined' ? 'silence' : 'offline' };
	if (daemon.stale) return { kind: 'stale', cause: 'daemon' };
	return daemon.state === 'connecting' ? { kind: 'waiting' } : { kind: 'live' };
}
