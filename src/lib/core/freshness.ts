import type { DaemonHealth } from './protocol/daemon.ts';

/** A fault shows within this many ticks (docs/protocol.md). */
export const STALE_AFTER_TICKS = 2.5;
/** At least one message arrives in this time, whatever the cadence. */
const LONGEST_BEAT_MS = 15_000;

/** The longest time between two messages to a viewer of this cadence. */
export function beatMs(everyMs: number, tickMs: number): number {
	return Math.max(tickMs, Math.min(everyMs, LONGEST_BEAT_MS));
}

/** The silence after which a viewer is stale: 2.5 ticks for one that gets every tick. */
export function silenceAllowedMs(beat: number, tickMs: number): number {
	return beat + (STALE_AFTER_TICKS - 1) * tickMs;
}

export type Link = 'connecting' | 'joined' | 'offline' | 'refused';

/** What a viewer knows about its connection. `heardAt` is by the same clock as `now`. */
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

/** Returns whether the data on screen are fresh or stale at `now`. */
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
