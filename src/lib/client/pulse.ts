import { freshnessAt, silenceAllowedMs, type Freshness, type Hearing } from '#core/freshness.ts';
import type { ClientClock } from './clock.ts';

/** How long a connection may say nothing before it is presumed dead: two beats, and a tick for what is on its way. */
export function deadAfterMs({ beatMs, tickMs }: Pick<Hearing, 'beatMs' | 'tickMs'>): number {
	return 2 * beatMs + tickMs;
}

export interface PulseDeps {
	readonly clock: ClientClock;
	/** Told when it changes, at the moment it changes, although nothing arrives. */
	readonly onFreshness: (freshness: Freshness) => void;
	/** The connection is open in name only, as when a cable was pulled. */
	readonly onDead: () => void;
}

/** Whether what is held is still in date, and whether there is anyone at the other end. */
export function createPulse(start: Hearing, { clock, onFreshness, onDead }: PulseDeps) {
	let hearing = start;
	/** The publisher has begun anew and has nothing yet: what is held is of the past. */
	let outdated = false;
	let freshness = assess();
	let cancel: (() => void) | undefined;

	function assess(): Freshness {
		const assessed = freshnessAt(clock.now(), hearing);
		return outdated && assessed.kind !== 'stale' ? { kind: 'stale', cause: 'daemon' } : assessed;
	}

	function look(): void {
		const now = assess();
		if (!sameFreshness(now, freshness)) {
			freshness = now;
			onFreshness(now);
		}
	}

	/** Wakes at the next moment at which silence alone changes something: the instant after the last one allowed. */
	function arm(): void {
		cancel?.();
		const silentMs = clock.now() - hearing.heardAt;
		const silence = silenceAllowedMs(hearing.beatMs, hearing.tickMs) + 1;
		const dead = hearing.link === 'joined' ? deadAfterMs(hearing) : 0;
		const next = [silence, dead].filter((ms) => ms > silentMs);
		if (next.length === 0) return;
		cancel = clock.after(Math.min(...next) - silentMs, () => {
			look();
			const isDead =
				hearing.link === 'joined' && clock.now() - hearing.heardAt >= deadAfterMs(hearing);
			if (isDead) onDead();
			else arm();
		});
	}

	arm();
	return {
		get freshness(): Freshness {
			return freshness;
		},
		/** Something is known anew; `heardAt` is only moved by what was understood. */
		update(change: Partial<Hearing> & { readonly outdated?: boolean }): void {
			const { outdated: nowOutdated, ...rest } = change;
			hearing = { ...hearing, ...rest };
			outdated = nowOutdated ?? outdated;
			look();
			arm();
		},
		stop(): void {
			cancel?.();
		}
	};
}
export type Pulse = ReturnType<typeof createPulse>;

function sameFreshness(a: Freshness, b: Freshness): boolean {
	return a.kind === b.kind && (a.kind !== 'stale' || b.kind !== 'stale' || a.cause === b.cause);
}
