import type * as z from 'zod/mini';

/** What this browser remembers under a key; undefined on a server, when storage is forbidden, or for what is not so shaped. */
export function remembered<Value>(
	key: string,
	schema: z.ZodMiniType<Value>,
	storage: () => Storage = ofBrowser
): Value | undefined {
	try {
		const parsed = schema.safeParse(JSON.parse(storage().getItem(key) ?? 'null'));
		return parsed.success ? parsed.data : undefined;
	} catch {
		return undefined;
	}
}

/** A browser that may not remember goes on without. */
export function remember(key: string, value: unknown, storage: () => Storage = ofBrowser): void {
	try {
		storage().setItem(key, JSON.stringify(value));
	} catch {
		// Storage is forbidden, full, or not there.
	}
}

/** A function, for the mere mention throws where storage is forbidden. */
function ofBrowser(): Storage {
	return localStorage;
}
