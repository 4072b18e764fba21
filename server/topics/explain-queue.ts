/** A server whose explanation is due. */
export interface Due {
	readonly server: string;
	/** When it became due; monotonic, in ms. */
	readonly dueAt: number;
	/** Its position among all openings: the larger, the newer. */
	readonly opening: number;
	/** It is watched and has no explanation yet. */
	readonly unanswered: boolean;
}

/**
 * Returns which server to ask about next: alternately the newest opened without an answer, and the one that has been due
 * longest. So a new viewer waits for one call at most, and nothing waits for ever.
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
