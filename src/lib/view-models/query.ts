/** Returns an address's query with some parameters changed; undefined removes one. Text without the question mark. */
export function changedQuery(
	query: URLSearchParams,
	changes: Readonly<Record<string, string | undefined>>
): string {
	const changed = new URLSearchParams(query);
	for (const [name, value] of Object.entries(changes)) {
		if (value === undefined) changed.delete(name);
		else changed.set(name, value);
	}
	return changed.toString();
}
