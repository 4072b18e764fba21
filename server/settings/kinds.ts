import * as z from 'zod';

/** Reads one setting's text; its message says what is expected, never the value: it might be a key. */
export type Kind<Value> = z.ZodType<Value, string>;

/** A whole number, `least` to `most`. */
export function whole(least: number, most: number): Kind<number> {
	const message = `expected a whole number of ${least}–${most}`;
	return z
		.string()
		.regex(/^-?\d+$/, message)
		.transform(Number)
		.refine((value) => value >= least && value <= most, message);
}

/** A number, `least` to `most`, multiplied by `scale` (seconds to milliseconds, MB to bytes). */
export function scaled(least: number, most: number, scale = 1): Kind<number> {
	const message = `expected a number of ${least}–${most}`;
	return (
		z
			.string()
			.regex(/^\d+(\.\d+)?$/, message)
			.transform(Number)
			.refine((value) => value >= least && value <= most, message)
			// Durations and sizes become whole milliseconds and bytes; a number without a scale stays as it is.
			.transform((value) => (scale === 1 ? value : Math.round(value * scale)))
	);
}

/** A setting that is one of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(
	words: Words
): Kind<Words[number]> {
	return z
		.string()
		.refine(
			(word): word is Words[number] => words.includes(word),
			`expected ${words.join(' or ')}`
		);
}

export const flag: Kind<boolean> = choice(['true', 'false']).transform((word) => word === 'true');

export const text: Kind<string> = z.string();

/** A comma-separated list; empty for an empty text. */
const list: Kind<string[]> = z.string().transform((line) =>
	line
		.split(',')
		.map((item) => item.trim())
		.filter(Boolean)
);

/** Each item of a list, read by `read`, which returns undefined for an invalid one. */
export function listOf<Item>(
	read: (item: string) => Item | undefined,
	expected: string
): Kind<Item[]> {
	return list.transform((items, context) => {
		const values: Item[] = [];
		items.forEach((item, position) => {
			const value = read(item);
			if (value !== undefined) values.push(value);
			else
				context.addIssue({ code: 'custom', message: `item ${position + 1}: expected ${expected}` });
		});
		return values;
	});
}

/** Returns an http or https address; undefined for any other text. */
export function httpUrl(line: string): URL | undefined {
	const url = URL.parse(line);
	return url && ['http:', 'https:'].includes(url.protocol) ? url : undefined;
}

/** An http or https address, or undefined when empty. */
export const optionalUrl: Kind<URL | undefined> = z.string().transform((line, context) => {
	if (!line) return undefined;
	const url = httpUrl(line);
	// A path is appended to the address: it would be lost after a query or a fragment.
	if (url && !url.username && !url.password && !/[?#]/.test(url.href)) return url;
	context.addIssue({
		code: 'custom',
		message: 'expected an http or https address without user, password, query and fragment'
	});
	return z.NEVER;
});
