/** How much one answer of the daemon may hold; what is beyond is set aside. A daemon may be broken, or in the wrong hands. */
export interface AnswerBounds {
	/** Also the most alerts. */
	readonly servers: number;
	/** Of a server, a metric, a profile, in characters. */
	readonly nameLength: number;
	/** Of a message or a report, in characters. */
	readonly textLength: number;
}

export const DEFAULT_BOUNDS: AnswerBounds = { servers: 5_000, nameLength: 256, textLength: 2_000 };

/** The names of a whole answer must not be as long as each of them may be. */
const CHARACTERS_PER_SERVER = 100;

/** All the text of one kind that an answer may hold. */
export function allCharacters({ servers }: AnswerBounds): number {
	return servers * CHARACTERS_PER_SERVER;
}
