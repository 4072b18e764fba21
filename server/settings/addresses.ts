import { httpUrl, text, type Kind } from './kinds.ts';

/** A path, or none: starts with a slash, ends without. */
export function basePath(): Kind<string> {
	return text.transform((path, context) => {
		const bare = path.replace(/\/+$/, '');
		if (bare === '' || /^(\/[\w.~-]+)+$/.test(bare)) return bare;
		context.addIssue({ code: 'custom', message: 'expected a path such as /fleet' });
		return bare;
	});
}

/** In lower case. */
export function headerName(): Kind<string> {
	return text.transform((name, context) => {
		if (name === '' || /^[\w-]+$/.test(name)) return name.toLowerCase();
		context.addIssue({ code: 'custom', message: 'expected the name of a header' });
		return name;
	});
}

/** Characters allowed in a header; Node refuses to send others. */
export function headerValue(): Kind<string> {
	return text.transform((value, context) => {
		if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
		context.addIssue({
			code: 'custom',
			message: 'expected characters that a header can carry: letters, digits, signs, no line breaks'
		});
		return value;
	});
}

/** Returns the origin of an http or https address, undefined for anything else. */
export function originOf(item: string): string | undefined {
	const url = httpUrl(item);
	return url && url.origin === item.replace(/\/$/, '').toLowerCase() ? url.origin : undefined;
}

/** Returns a source that the policy's frame-ancestors accepts. */
export function ancestorOf(item: string): string | undefined {
	return item === "'self'" ? item : originOf(item);
}
