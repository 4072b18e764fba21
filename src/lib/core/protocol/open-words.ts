import * as z from 'zod/mini';

const words = new WeakMap<object, readonly string[]>();

/**
 * One of the words of this version. A word that a later Fleetcast has added is no fault of the message: it is read as
 * `otherwise`, which must be the word that promises least.
 */
export function openWords<const Word extends string>(
	known: readonly Word[],
	otherwise: NoInfer<Word>
) {
	const schema = z.pipe(
		z.string(),
		z.transform((word): Word => known.find((candidate) => candidate === word) ?? otherwise)
	);
	words.set(schema, known);
	return schema;
}

/** The words of this version, for those who tell a schema in other words; undefined for what is no such schema. */
export function wordsOf(schema: object): readonly string[] | undefined {
	return words.get(schema);
}
