/** The limits of one answer; what exceeds them is rejected. A daemon may be broken or compromised. */
export interface AnswerBounds {
	/** Also the most alerts. */
	readonly servers: number;
	/** Of a server, a metric or a profile, in characters. */
	readonly nameLength: number;
	/** Of a message or a report, in characters. */
	readonly textLength: number;
}

export const DEFAULT_BOUNDS: AnswerBounds = { servers: 5_000, nameLength: 256, textLength: 2_000 };

/** A mean: the names of a whole answer must not all be as long as one of them may be. */
const CHARACTERS_PER_SERVER = 100;

/** The limit for all text of one kind in an answer. */
export function allCharacters({ servers }: AnswerBounds): number {
	return servers * CHARACTERS_PER_SERVER;
}
