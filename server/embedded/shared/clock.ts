import { setTimeout as pause } from 'node:timers/promises';

/** The only source of time in the embedded programs; tests pass one that they move by hand. */
export interface Clock {
	/** Returns the time in ms since 1970, UTC. */
	now(): number;
	/** Resolves after `ms`, or at once when the signal aborts: the caller checks the signal for the reason. */
	sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
	now: Date.now,
	async sleep(ms, signal) {
		try {
			await pause(ms, undefined, { signal });
		} catch (error) {
			if (!signal.aborted) throw error;
		}
	}
};
