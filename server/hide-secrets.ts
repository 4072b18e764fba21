/** What stands where a secret stood. */
export const HIDDEN = '[hidden]';
/** A shorter secret would blank out innocent words, so it is hidden only where it stands by itself. */
const LEAST_LENGTH = 4;
/** A secret of one letter is a word of its own in every sentence. */
const LEAST_WORD_LENGTH = 2;
/** A shorter piece of base64 is met by chance. */
const LEAST_ENCODED_LENGTH = 5;

/** Takes the secrets out of any text, as they are or as JSON, addresses, base64 and hexadecimal have them. */
export function hideSecrets(secrets: readonly (string | undefined)[]): (text: string) => string {
	const needles = allForms(secrets).map((form) =>
		form.length < LEAST_LENGTH ? asWord(literal(form)) : literal(form)
	);
	if (needles.length === 0) return (text) => text;
	const pattern = new RegExp(needles.join('|'), 'gu');
	return (text) => text.replace(pattern, HIDDEN);
}

/** Whether JSON text may hold a secret: a look that is cheap for megabytes, and never says no where one is. */
export function secretFinder(secrets: readonly (string | undefined)[]): (json: string) => boolean {
	const needles = allForms(secrets);
	if (needles.length === 0) return () => false;
	// Any letter of a secret may be escaped as its number, and a slash by a backslash.
	const suspects = [...needles, '\\u00', '\\/'];
	return (json) => suspects.some((suspect) => json.includes(suspect));
}

/** The longest first, for one may be part of another: what is left of the longer one would tell of it. */
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

/** In base64 three bytes become four letters, so a secret within a longer text looks in three ways, by where it begins. */
function base64Forms(secret: Buffer): string[] {
	return [0, 1, 2].flatMap((before) => {
		const text = Buffer.concat([Buffer.alloc(before), secret]).toString('base64');
		// The letters at its ends are also made of what stands beside it.
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
