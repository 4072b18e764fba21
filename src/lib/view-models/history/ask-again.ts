import type { Result } from '#core/protocol/problem.ts';
import { RESOLUTION_MS, type Window } from '#core/history/range.ts';

/** A question to the history, and the newest time (ms since 1970) of which its answer knows, or should know. */
export interface Coverage {
	readonly question: string;
	readonly newestAt?: number | undefined;
}

/**
 * Returns what an answer covers; that of an empty history, or of one that is not ready yet, covers no minute, so any is
 * newer.
 */
export function coverageOf(
	question: string,
	answer: Result<{ readonly window: Window }>
): Coverage {
	if (!answer.ok)
		return answer.problem.kind === 'history-busy'
			? { question, newestAt: -Infinity }
			: { question };
	return { question, newestAt: answer.value.window.to - RESOLUTION_MS.minutes };
}

/**
 * Whether to ask again: the question is another, or data are kept that the answer does not cover. The first time heard of
 * after asking without knowing any is no reason to ask again: the answer is just as new.
 */
export function mustAskAgain(wanted: Coverage, covered: Coverage | undefined): boolean {
	if (covered?.question !== wanted.question) return true;
	if (wanted.newestAt === undefined || covered.newestAt === undefined) return false;
	return wanted.newestAt > covered.newestAt;
}

/** Returns what the answer to `wanted` will cover; its newest time may not be known yet. */
export function coverageAfter(wanted: Coverage, covered: Coverage | undefined): Coverage {
	const known = covered?.question === wanted.question ? covered.newestAt : undefined;
	return { question: wanted.question, newestAt: wanted.newestAt ?? known };
}
