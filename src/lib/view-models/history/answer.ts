import type { Problem } from '#core/protocol/problem.ts';

/** The state of one query: the newest good answer stays while the next is running. */
export interface Answer<Value> {
	readonly value: Value | undefined;
	/** Why the last query failed. */
	readonly problem: Problem | undefined;
	readonly asking: boolean;
}
