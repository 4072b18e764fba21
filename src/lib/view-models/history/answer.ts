import type { Problem } from '#core/protocol/problem.ts';

/** What a page knows of one question: the newest good answer stays while the next is under way. */
export interface Answer<Value> {
	readonly value: Value | undefined;
	/** Why the last question has no answer. */
	readonly problem: Problem | undefined;
	readonly asking: boolean;
}
