/** What a topic's state is made of: JSON without null, because a merge patch spends null on "remove". */
export type Json = string | number | boolean | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json;
}

/** A patch as RFC 7396 has it: null removes, an object merges, anything else replaces. */
export type MergePatch = { readonly [key: string]: PatchValue };
export type PatchValue = Json | null | MergePatch;

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
