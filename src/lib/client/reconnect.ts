import { fullJitterMs, RECONNECT } from '#core/jitter.ts';
import type { ClientClock } from './clock.ts';

export interface ReconnectDeps {
	readonly clock: ClientClock;
	/** Random number from 0 up to but excluding 1. */
	readonly random: () => number;
	readonly attempt: () => void;
}

/**
 * Schedules reconnections. Full jitter, because viewers who lost their server together must not return together; the
 * Socket.IO client's own loop loses its jitter once it reaches its cap.
 */
export function createReconnect({ clock, random, attempt }: ReconnectDeps) {
	let failures = 0;
	let dueAt = 0;
	let cancel: (() => void) | undefined;

	function schedule(ms: number): void {
		cancel?.();
		dueAt = clock.now() + ms;
		cancel = clock.after(ms, () => {
			cancel = undefined;
			attempt();
		});
	}

	return {
		/** A connection was lost or not established; `waitMs` is the minimum that the server asks for. */
		failed(waitMs = 0): void {
			schedule(waitMs + fullJitterMs(failures++, random(), RECONNECT));
		},
		/** The viewer is served again: the next loss starts with the short wait. */
		succeeded(): void {
			failures = 0;
		},
		/** The network is reported to be back: shortens a wait, yet with jitter, because it is back for others, too. */
		wake(): void {
			if (!cancel) return;
			const ms = fullJitterMs(0, random(), RECONNECT);
			if (clock.now() + ms < dueAt) schedule(ms);
		},
		stop(): void {
			cancel?.();
			cancel = undefined;
		},
		get waiting(): boolean {
			return cancel !== undefined;
		}
	};
}
