import { fullJitterMs } from '#core/jitter.ts';
import type { Problem, ProblemKind } from '#core/protocol/problem.ts';

/** However long the daemon was away, it is found again within this. */
const LONGEST_PAUSE_MS = 15_000;

/** These are the daemon's way of being well: nothing is gained by asking it less often. */
const NO_FAULT = new Set<ProblemKind>(['insufficient-data', 'daemon-blank', 'daemon-malformed']);

/** Whether the daemon, by this answer or the want of one, is in no state to be asked for more. */
export function isFault({ kind }: Problem): boolean {
	return !NO_FAULT.has(kind);
}

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
	if (!isFault(problem) || failures <= 1) return tickMs;
	const mostMs = Math.max(tickMs, LONGEST_PAUSE_MS);
	return fullJitterMs(failures - 2, chance, { leastMs: tickMs, mostMs });
}
