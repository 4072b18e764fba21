import { fullJitterMs } from '#core/jitter.ts';
import type { Problem } from '#core/protocol/problem.ts';

/** However long the daemon was away, it is found again within this. */
const LONGEST_PAUSE_MS = 15_000;

/** These are the daemon's way of being well: nothing is gained by asking it less often. */
const NO_FAULT = new Set(['insufficient-data', 'daemon-blank', 'daemon-malformed']);

/**
 * How long after the start of a failed call the next one starts. `failures` counts them in a row, from 1; `chance` is 0–1.
 * The first failure costs no time: single faults pass.
 */
export function pauseAfter(
	problem: Problem,
	failures: number,
	tickMs: number,
	chance: number
): number {
	if (problem.waitMs !== undefined) return Math.max(tickMs, problem.waitMs);
	if (NO_FAULT.has(problem.kind) || failures <= 1) return tickMs;
	const mostMs = Math.max(tickMs, LONGEST_PAUSE_MS);
	return fullJitterMs(failures - 2, chance, { leastMs: tickMs, mostMs });
}
