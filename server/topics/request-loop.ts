import type { Clock } from '../clock.ts';
import { createNap } from '../nap.ts';

/** An answer older than this many intervals is outdated. */
export const KEPT_INTERVALS = 2.5;
/** How soon the daemon is asked again after a failure, or after the interval if that is shorter. */
const RETRY_MS = 15_000;

/** Returns how long to wait after a failed request, in ms; `waitMs` is how long the daemon told us to wait. */
export function retryAfterMs(everyMs: number, waitMs = 0): number {
	return Math.max(waitMs, Math.min(RETRY_MS, everyMs));
}

export interface RequestLoopDeps {
	readonly clock: Clock;
	/** Returns in how many ms the next request is due, 0 or less for now; undefined while nothing is watched. */
	readonly dueInMs: () => number | undefined;
	readonly request: () => Promise<void>;
}

/** Sends the requests for what is watched, each when it is due and one at a time. */
export function createRequestLoop({ clock, dueInMs, request }: RequestLoopDeps) {
	const closing = new AbortController();
	let isRunning = false;
	const nap = createNap(clock);

	async function run(): Promise<void> {
		if (isRunning) return;
		isRunning = true;
		try {
			while (!closing.signal.aborted) {
				const waitMs = dueInMs();
				if (waitMs === undefined) break;
				if (waitMs > 0) await nap.sleep(waitMs, closing.signal);
				else await request();
			}
		} finally {
			isRunning = false;
		}
	}

	return {
		/** Aborts when the loop is closed. */
		closing: closing.signal,
		/** Something is watched: starts the loop unless it is running. */
		start: () => void run(),
		/** Something may be due earlier than expected: ends the rest. */
		wake: nap.wake,
		close: () => closing.abort()
	};
}
