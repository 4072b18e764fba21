/** Replaces a secret. */
export const HIDDEN = '[hidden]';
/** A shorter secret would hide innocent words, so it is hidden only as a whole word. */
const LEAST_LENGTH = 4;
/** A secret of one letter is a word in every sentence. */
const LEAST_WORD_LENGTH = 2;
/** A shorter piece of base64 matches by chance. */
const LEAST_ENCODED_LENGTH = 5;

/** Removes the secrets from any text, plain or as encoded in JSON, addresses, base64 and hexadecimal. */
export function hideSecrets(secrets: readonly (string | undefined)[]): (text: string) => string {
	const needles = allForms(secrets).map((form) =>
		form.length < LEAST_LENGTH ? asWord(literal(form)) : literal(form)
	);
	if (needles.length === 0) return (text) => text;
	const pattern = new RegExp(needles.join('|'), 'gu');
	return (text) => text.replace(pattern, HIDDEN);
}

/** Whether JSON text may contain a secret: cheap for megabytes, and without false negatives. */
export function secretFinder(secrets: readonly (string | undefined)[]): (json: string) => boolean {
	const needles = allForms(secrets);
	if (needles.length === 0) return () => false;
	// Any letter of a secret may be escaped as its number, and a slash by a backslash.
	const suspects = [...needles, '\\u00', '\\/'];
	return (json) => suspects.some((suspect) => json.includes(suspect));
}

/** Longest first, because one may be part of another: the rest of the longer one would reveal it. */
function allForms(secrets: readonly (string | undefined)[]): string[] {
	const given = secrets.filter((secret) => secret !== undefined);
	const forms = given.flatMap((secret) => {
		if (secret.length >= LEAST_LENGTH) return formsOf(secret);
		return secret.length >= LEAST_WORD_LENGTH ? [secret] : [];
	});
	return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function formsOf(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const hex = bytes.toString('hex');
	const inAddress = encodeURIComponent(secret);
	return [
		secret,
		JSON.stringify(secret).slice(1, -1),
		inAddress,
		inAddress.replace(/%../g, (escape) => escape.toLowerCase()),
		hex,
		hex.toUpperCase(),
		...base64Forms(bytes)
	];
}

/** In base64 three bytes become four letters, so a secret inside a longer text has three forms, by its offset. */
function base64Forms(secret: Buffer): string[] {
	return [0, 1, 2].flatMap((before) => {
		const text = Buffer.concat([Buffer.alloc(before), secret]).toString('base64');
		// The letters at its ends depend on its neighbours, too.
		const own = text.slice([0, 2, 3][before], [undefined, -3, -2][(before + secret.length) % 3]);
		const forms = [own, own.replaceAll('+', '-').replaceAll('/', '_')];
		return forms.filter(({ length }) => length >= LEAST_ENCODED_LENGTH);
	});
}

function literal(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function asWord(pattern: string): string {
	return `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`;
}
