/** The share of the daemon's free time that optional questions may take; the rest is left to its feed and other callers. */
const SHARE = 0.25;
/** However long the tick, no more than the share of this is saved up. */
const LONGEST_SAVING_MS = 10_000;
/** However long a question took, it is worked off within two minutes of free time. */
const MOST_OWED_MS = 30_000;

/**
 * How much of the daemon's time optional questions may take. It grows while the daemon is free. A question is paid for
 * when it is over, by what it took, so one may overdraw: the next then waits until that is worked off.
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
		/** From `now` on the daemon is, or is not, occupied with something more important. */
		setBusy(next: boolean, now: number): void {
			count(now);
			busy = next;
		},
		spend(ms: number, now: number): void {
			count(now);
			savedMs = Math.max(-MOST_OWED_MS, savedMs - ms);
		},
		/** When the next question may begin, if the daemon stays free until then. */
		allowedAt(now: number): number {
			count(now);
			return savedMs >= 0 ? now : now + Math.ceil(-savedMs / SHARE) + 1;
		}
	};
}
