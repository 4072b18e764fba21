import { HIDDEN, hideSecrets } from './hide-secrets.ts';

/**
 * Removes the secrets from parsed JSON, in place and value by value, because in the text a secret may be escaped in many
 * ways, or begin with what escapes a quotation mark. A number is hidden if it is a whole secret.
 */
export function hideInJson(secrets: readonly (string | undefined)[]): (parsed: unknown) => unknown {
	const hide = hideSecrets(secrets);
	const numbers = new Set(secrets.map(Number).filter((value) => hide(String(value)) === HIDDEN));

	return (parsed) => cleanTexts(parsed, hide, (value) => (numbers.has(value) ? HIDDEN : value));
}

/** Replaces each name, text and number of parsed JSON, in place. */
export function cleanTexts(
	parsed: unknown,
	cleanText: (text: string) => string,
	cleanNumber: (value: number) => unknown
): unknown {
	const top = [parsed];
	// A stack instead of recursion, for any depth.
	const left: object[] = [top];
	const cleaned = (value: unknown): unknown => {
		if (typeof value === 'number') return cleanNumber(value);
		if (typeof value === 'string') return cleanText(value);
		if (typeof value === 'object' && value !== null) left.push(value);
		return value;
	};
	for (let part = left.pop(); part; part = left.pop())
		if (Array.isArray(part)) cleanList(part, cleaned);
		else cleanObject(part as Record<string, unknown>, cleaned, cleanText);
	return top[0];
}

function cleanList(list: unknown[], cleaned: (value: unknown) => unknown): void {
	for (let index = 0; index < list.length; index++) {
		const value = list[index];
		const clean = cleaned(value);
		if (clean !== value) list[index] = clean;
	}
}

function cleanObject(
	object: Record<string, unknown>,
	cleaned: (value: unknown) => unknown,
	cleanText: (text: string) => string
): void {
	const freeName = namesIn(object);
	for (const name of Object.keys(object)) {
		const value = object[name];
		const clean = cleaned(value);
		const wanted = cleanText(name);
		const shown = wanted === name ? name : freeName(wanted);
		if (shown !== name) Reflect.deleteProperty(object, name);
		else if (clean === value) continue;
		// Defined, not assigned: a name may be `__proto__`.
		Object.defineProperty(object, shown, {
			value: clean,
			enumerable: true,
			writable: true,
			configurable: true
		});
	}
}

/** Two names must not become one: a duplicate gets a number. */
function namesIn(object: Record<string, unknown>) {
	// A million names may become the same one: the count does not start over for each.
	const next = new Map<string, number>();
	return (wanted: string): string => {
		let free = wanted;
		let count = next.get(wanted) ?? 2;
		while (Object.hasOwn(object, free)) free = `${wanted} (${count++})`;
		next.set(wanted, count);
		return free;
	};
}
