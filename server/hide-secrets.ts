/** What stands where a secret stood. */
export const HIDDEN = '[hidden]';
/** A secret of a few letters would blank out innocent words. */
const LEAST_LENGTH = 6;

/** Takes the secrets out of any text, as they are or as JSON and addresses have them. */
export function hideSecrets(secrets: readonly (string | undefined)[]): (text: string) => string {
	const needles = secrets.flatMap((secret) =>
		secret !== undefined && secret.length >= LEAST_LENGTH
			? [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]
			: []
	);
	return (text) => needles.reduce((clean, needle) => clean.replaceAll(needle, HIDDEN), text);
}
