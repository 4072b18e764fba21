import { fullJitterMs } from '#core/jitter.ts';
import type { Problem, ProblemKind } from '#core/protocol/problem.ts';

/** The longest pause, however long the daemon was away. */
const LONGEST_PAUSE_MS = 15_000;

/** Normal states of a daemon: polling it less often would not help. */
const NO_FAULT = new Set<ProblemKind>(['insufficient-data', 'daemon-blank', 'daemon-malformed']);

/** Whether a problem means that the daemon is in no state to get more requests. */
export function isFault({ kind }: Problem): boolean {
	return !NO_FAULT.has(kind);
}

/**
 * Returns the time from the start of a failed call to the next. `failures` counts them in a row, from 1; `chance` is 0–1.
 * The first failure adds no pause: single faults pass.
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
