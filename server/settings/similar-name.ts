/** A shorter name is similar to many others, among them those of other programs, such as HOST and PORT. */
const LEAST_LENGTH = 6;
const MOST_EDITS = 2;

/** Returns the most similar known name; undefined where none is similar, or it is the very name. */
export function similarName(given: string, names: readonly string[]): string | undefined {
	if (names.includes(given)) return undefined;
	const plain = given.toUpperCase().replaceAll(/[-.]/g, '_');
	const nearest = names
		.map((name) => ({ name, edits: editsBetween(plain, name) }))
		.filter(({ name, edits }) => edits <= (name.length < LEAST_LENGTH ? 0 : MOST_EDITS))
		.sort((a, b) => a.edits - b.edits);
	return nearest[0]?.name;
}

/** The edit distance of two names (Levenshtein). */
function editsBetween(from: string, to: string): number {
	let above = Array.from({ length: to.length + 1 }, (_, index) => index);
	for (let row = 1; row <= from.length; row++) {
		const edits = [row];
		for (let column = 1; column <= to.length; column++) {
			const changed = (above[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
			edits.push(Math.min(changed, (above[column] ?? 0) + 1, (edits[column - 1] ?? 0) + 1));
		}
		above = edits;
	}
	return above[to.length] ?? 0;
}

/**
 * Returns the names in an environment that look like misspelt settings, each with the one it resembles. Not an error: they
 * may belong to another program.
 */
export function mistakenNames(
	environment: Readonly<Record<string, string | undefined>>,
	names: readonly string[]
): { readonly name: string; readonly meant: string }[] {
	return Object.keys(environment).flatMap((name) => {
		const meant = similarName(name, names);
		return meant ? [{ name, meant }] : [];
	});
}
