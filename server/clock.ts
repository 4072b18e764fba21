/** The only source of time and timers in the shell; tests hand in one that they move by hand. */
export interface Clock {
	/** Milliseconds since 1970, UTC: for what people are shown. NTP or a restored machine may set it back or ahead. */
	now(): number;
	/** Milliseconds that never run backwards, from any beginning: for lengths of time and deadlines. */
	monotonic(): number;
	/** Runs `action` once after `ms`, at once when that is over already; the answer cancels it. */
	after(ms: number, action: () => void): () => void;
}

/** The longest that timers can wait: beyond it they would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
	after(ms, action) {
		const timer = setTimeout(action, Math.min(LONGEST_TIMER_MS, Math.max(0, ms)));
		return () => clearTimeout(timer);
	}
};

/** Resolves after `ms`, or at once when the signal aborts: a sleeper asks the signal what woke it. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resolve) => {
		const wake = () => {
			cancel();
			signal.removeEventListener('abort', wake);
			resolve();
		};
		const cancel = clock.after(ms, wake);
		signal.addEventListener('abort', wake, { once: true });
	});
}
