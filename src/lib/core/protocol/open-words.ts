import * as z from 'zod/mini';

const words = new WeakMap<object, readonly string[]>();

/**
 * A schema for one of the words of this version. A word that a later Fleetcast added is not an error: it is read as
 * `otherwise`, which must be the word that claims least.
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

/** Returns the words of such a schema, for generated documentation; undefined for any other schema. */
export function wordsOf(schema: object): readonly string[] | undefined {
	return words.get(schema);
}
