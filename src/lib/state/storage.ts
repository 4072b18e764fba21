import type * as z from 'zod/mini';

/** What this browser remembers under a key; undefined on a server, when storage is forbidden, or for what is not so shaped. */
export function remembered<Value>(key: string, schema: z.ZodMiniType<Value>): Value | undefined {
	try {
		const parsed = schema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'));
		return parsed.success ? parsed.data : undefined;
	} catch {
		return undefined;
	}
}

/** A browser that may not remember goes on without. */
export function remember(key: string, value: unknown): void {
	try {
		localStorage.setItem(key, JSON.stringify(value));
	} catch {
		// Storage is forbidden, full, or not there.
	}
}
