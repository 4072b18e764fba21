import { remaining } from '#core/format.ts';
import type { Refreshed } from '#core/protocol/messages.ts';
import type { Result } from '#core/protocol/problem.ts';

/** The result of "Refresh now" in words. */
export function refreshInWords(answer: Result<Refreshed>): string {
	if (!answer.ok) {
		const { detail, waitMs } = answer.problem;
		return waitMs === undefined ? detail : `${detail} Try again in ${remaining(waitMs)}.`;
	}
	return answer.value.outcome === 'fresh'
		? `Fresh: tick ${answer.value.tick}`
		: `Wait ${remaining(answer.value.waitMs)}: the daemon was just asked`;
}
