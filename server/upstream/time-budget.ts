/** The share of the daemon's free time that optional requests may take; the rest is left to its feed and other clients. */
const SHARE = 0.25;
/** The longest time of which the share is saved up, however long the tick. */
const LONGEST_SAVING_MS = 10_000;
/** The most that one request can owe: two minutes of free time, however long it took. */
const MOST_OWED_MS = 30_000;

/**
 * Limits how much of the daemon's time optional requests take. The budget grows while the daemon is free. A request is paid
 * for when it ends, by its duration, so one may overdraw: the next then waits until that is paid back.
 */
export function createTimeBudget(tickMs: number, startedAt: number) {
	const mostSavedMs = SHARE * Math.min(tickMs, LONGEST_SAVING_MS);
	let savedMs = mostSavedMs;
	let countedAt = startedAt;
	let busy = false;

	function count(now: number): void {
		if (!busy) savedMs = Math.min(mostSavedMs, savedMs + SHARE * (now - countedAt));
		countedAt = now;
	}

	return {
		/** Sets whether the daemon is occupied with something more important from `now` on. */
		setBusy(next: boolean, now: number): void {
			count(now);
			busy = next;
		},
		spend(ms: number, now: number): void {
			count(now);
			savedMs = Math.max(-MOST_OWED_MS, savedMs - ms);
		},
		/** Returns when the next request may begin, if the daemon stays free until then. */
		allowedAt(now: number): number {
			count(now);
			return savedMs >= 0 ? now : now + Math.ceil(-savedMs / SHARE) + 1;
		}
	};
}
