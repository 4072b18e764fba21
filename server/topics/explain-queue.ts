/** A server whose explanation is due. */
export interface Due {
	readonly server: string;
	/** When it fell due, in ms of steady time. */
	readonly dueAt: number;
	/** Its place among all openings: the larger, the newer. */
	readonly opening: number;
	/** Somebody looks at it and has nothing yet. */
	readonly unanswered: boolean;
}

/**
 * Whom the daemon is asked about next: in one turn the newest opened that has no answer yet, in the next one whoever
 * has been due longest. So a newcomer waits for one call at most, and nobody for ever.
 */
export function nextToAsk(due: readonly Due[], turn: number): Due | undefined {
	const unanswered = due.filter((each) => each.unanswered);
	return turn % 2 === 0 && unanswered.length > 0
		? best(unanswered, (each) => -each.opening)
		: best(due, (each) => each.dueAt);
}

function best(due: readonly Due[], rank: (each: Due) => number): Due | undefined {
	return due.reduce<Due | undefined>(
		(first, each) => (first && rank(first) <= rank(each) ? first : each),
		undefined
	);
}
