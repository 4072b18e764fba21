import { freshnessAt, silenceAllowedMs, type Freshness, type Hearing } from '#core/freshness.ts';
import type { ClientClock } from './clock.ts';

/** How long a connection may be silent before it is presumed dead: two beats, and a tick for the network. */
export function deadAfterMs({ beatMs, tickMs }: Pick<Hearing, 'beatMs' | 'tickMs'>): number {
	return 2 * beatMs + tickMs;
}

/** The longest time between two checks: timers stop while the machine sleeps. */
const LOOK_MS = 1_000;

export interface PulseDeps {
	readonly clock: ClientClock;
	/** Called when freshness changes, even when nothing arrives. */
	readonly onFreshness: (freshness: Freshness) => void;
	/** The connection is open in name only, for example because a cable was pulled. */
	readonly onDead: () => void;
}

/** The facts that have become known. */
export type Heard = Partial<Omit<Hearing, 'heardAt'>> & {
	readonly heardAt?: number | undefined;
	/** The publisher has restarted and has no state yet. */
	readonly outdated?: boolean;
};

/** Watches whether the held states are fresh, and whether the server is still there. */
export function createPulse(start: Hearing, { clock, onFreshness, onDead }: PulseDeps) {
	let hearing = start;
	/** The publisher has restarted and has no state yet: the held states are from before. */
	let outdated = false;
	/** Nothing was received since the page was suspended; only later is it known for how long. */
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

	/**
	 * Sets the timer for the next moment at which silence alone changes something: the instant after the last one allowed.
	 */
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
		/** Applies new facts; only a message that could be applied moves `heardAt`. */
		update({ outdated: nowOutdated, heardAt, ...rest }: Heard): void {
			if (heardAt !== undefined) doubted = false;
			hearing = { ...hearing, ...rest, heardAt: heardAt ?? hearing.heardAt };
			outdated = nowOutdated ?? outdated;
			look();
			arm();
		},
		/** Checks again: time may have passed unnoticed. */
		wake(): void {
			cancel?.();
			beat();
		},
		/** The page is about to be suspended: on waking everything is stale until new data arrive. */
		doubt(): void {
			doubted = true;
			look();
		},
		stop(): void {
			cancel?.();
		}
	};
}

function sameFreshness(a: Freshness, b: Freshness): boolean {
	return a.kind === b.kind && (a.kind !== 'stale' || b.kind !== 'stale' || a.cause === b.cause);
}
