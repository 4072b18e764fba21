import type * as z from 'zod/mini';

/**
 * Reads a value stored in this browser; undefined on a server, when storage is forbidden, or when the value is malformed.
 */
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

/** Stores a value, or does nothing where storage is not available. */
export function remember(key: string, value: unknown, storage: () => Storage = ofBrowser): void {
	try {
		storage().setItem(key, JSON.stringify(value));
	} catch {
		// Storage is forbidden, full, or missing.
	}
}

/** A function, because merely reading the property throws where storage is forbidden. */
function ofBrowser(): Storage {
	return localStorage;
}
