/** What stands where a secret stood. */
export const HIDDEN = '[hidden]';
/** A secret of a few letters would blank out innocent words. */
const LEAST_LENGTH = 6;

/** Takes the secrets out of any text, as they are or as JSON and addresses have them. */
export function hideSecrets(secrets: readonly (string | undefined)[]): (text: string) => string {
	const needles = secrets
		.flatMap((secret) =>
			secret !== undefined && secret.length >= LEAST_LENGTH
				? [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]
				: []
		)
		// One may be part of another: what is left of the longer one would tell of it.
		.sort((a, b) => b.length - a.length);
	return (text) => needles.reduce((clean, needle) => clean.replaceAll(needle, HIDDEN), text);
}

/**
 * The same for JSON: `hide` sees each name and value by itself, for in the text a secret may begin with what escapes a
 * quotation mark, or end with one. A number is hidden where it is a secret as a whole.
 */
export function hideInJson(json: string, hide: (text: string) => string): unknown {
	return hideIn(JSON.parse(json), hide);
}

function hideIn(value: unknown, hide: (text: string) => string): unknown {
	if (typeof value === 'string') return hide(value);
	if (typeof value === 'number') return hide(String(value)) === HIDDEN ? HIDDEN : value;
	if (Array.isArray(value)) return value.map((each) => hideIn(each, hide));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, each]) => [hide(name), hideIn(each, hide)])
	);
}
