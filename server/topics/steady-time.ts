import type { Clock } from '../clock.ts';

/**
 * Milliseconds for measuring intervals: when the system's clock is set back they go on from where they were, so that
 * nothing that was due in a minute waits for an hour. For moments that people read, ask the clock itself.
 */
export function steadyTime(clock: Clock): () => number {
	let last = clock.now();
	let lead = 0;
	return () => {
		const now = clock.now();
		lead = Math.max(lead, last - now);
		last = now + lead;
		return last;
	};
}
