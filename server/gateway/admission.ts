import type { Clock } from '../clock.ts';

/** A connection that would wait longer than this is refused: its own reconnection spreads better than our queue. */
const LONGEST_WAIT_MS = 5_000;
/** As much of a second's admissions as may come at once. */
const BURST_MS = 250;

/** Lets new connections in at a steady pace, so that a thousand at once do not hold up those who are in. */
export function createAdmission({ clock, perSecond }: { clock: Clock; perSecond: number }) {
	const gapMs = 1000 / perSecond;
	let nextAt = 0;
	return {
		/** Calls back with true in its turn, or with false at once when the queue is too long. */
		admit(decide: (admitted: boolean) => void): void {
			const now = clock.monotonic();
			const turnAt = Math.max(nextAt, now - BURST_MS);
			if (turnAt - now > LONGEST_WAIT_MS) return decide(false);
			nextAt = turnAt + gapMs;
			if (turnAt <= now) decide(true);
			else clock.after(turnAt - now, () => decide(true));
		}
	};
}
