import { freshnessAt, silenceAllowedMs, type Freshness, type Hearing } from '#core/freshness.ts';
import type { ClientClock } from './clock.ts';

/** How long a connection may say nothing before it is presumed dead: two beats, and a tick for what is on its way. */
export function deadAfterMs({ beatMs, tickMs }: Pick<Hearing, 'beatMs' | 'tickMs'>): number {
	return 2 * beatMs + tickMs;
}

/** It looks at least this often: while the machine slept the timers stood still with it. */
const LOOK_MS = 1_000;

export interface PulseDeps {
	readonly clock: ClientClock;
	/** Told when it changes, at the moment it changes, although nothing arrives. */
	readonly onFreshness: (freshness: Freshness) => void;
	/** The connection is open in name only, as when a cable was pulled. */
	readonly onDead: () => void;
}

/** What has come to be known, as far as it has. */
export type Heard = Partial<Omit<Hearing, 'heardAt'>> & {
	readonly heardAt?: number | undefined;
	/** The publisher has begun anew and has nothing yet. */
	readonly outdated?: boolean;
};

/** Whether what is held is still in date, and whether there is anyone at the other end. */
export function createPulse(start: Hearing, { clock, onFreshness, onDead }: PulseDeps) {
	let hearing = start;
	/** The publisher has begun anew and has nothing yet: what is held is of the past. */
	let outdated = false;
	/** Nothing was heard since the page was put to sleep: how long that was is known only afterwards. */
	let doubted = false;
	let freshness = assess();
	let cancel: (() => void) | undefined;

	function assess(): Freshness {
		const assessed = freshnessAt(clock.now(), hearing);
		if (outdated && assessed.kind !== 'stale') return { kind: 'stale', cause: 'daemon' };
		return doubted && assessed.kind === 'live' ? { kind: 'stale', cause: 'silence' } : assessed;
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
		cancel = clock.after(Math.min(...next.map((ms) => ms - silentMs), LOOK_MS), beat);
	}

	function beat(): void {
		look();
		const isDead =
			hearing.link === 'joined' && clock.now() - hearing.heardAt >= deadAfterMs(hearing);
		if (isDead) onDead();
		else arm();
	}

	arm();
	return {
		get freshness(): Freshness {
			return freshness;
		},
		/** Something is known anew; `heardAt` is only moved by what was understood. */
		update({ outdated: nowOutdated, heardAt, ...rest }: Heard): void {
			if (heardAt !== undefined) doubted = false;
			hearing = { ...hearing, ...rest, heardAt: heardAt ?? hearing.heardAt };
			outdated = nowOutdated ?? outdated;
			look();
			arm();
		},
		/** Time may have passed unnoticed. */
		wake(): void {
			cancel?.();
			beat();
		},
		/** The page is about to sleep: on waking everything is old until it is new. */
		doubt(): void {
			doubted = true;
			look();
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
