/** A topic's state: JSON without null, because a merge patch uses null for "remove". */
export type Json = string | number | boolean | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json;
}

/** A patch as in RFC 7396: null removes, an object merges, anything else replaces. */
export type MergePatch = { readonly [key: string]: PatchValue };
export type PatchValue = Json | null | MergePatch;

/** Returns whether a value is an object, neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
