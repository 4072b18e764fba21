import { sleep, type Clock } from './clock.ts';

/** Makes a sleep that can be ended early. There must be no more than one at a time. */
export function createNap(clock: Clock) {
	let woken: AbortController | undefined;
	return {
		/** Resolves after `ms`, when the signal aborts, or when `wake` is called. */
		async sleep(ms: number, signal: AbortSignal): Promise<void> {
			woken = new AbortController();
			await sleep(clock, ms, AbortSignal.any([signal, woken.signal]));
			woken = undefined;
		},
		wake: () => woken?.abort()
	};
}
