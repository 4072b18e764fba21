import { isObject, type Json, type JsonObject, type MergePatch, type PatchValue } from './json.ts';

/**
 * Returns the smallest JSON Merge Patch (RFC 7396) that turns `before` into `after`, or undefined when they are equal. Law:
 * `applyPatch(before, diff(before, after))` equals `after`. States hold no null, which makes the law total. Subtrees shared
 * by identity are skipped.
 */
export function diff(before: JsonObject, after: JsonObject): MergePatch | undefined {
	if (before === after) return undefined;
	const changes: [string, PatchValue][] = [];
	for (const key of Object.keys(after)) {
		const next = after[key] as Json;
		// A key such as `toString` must not be found on the prototype.
		const change = Object.hasOwn(before, key) ? diffValue(before[key] as Json, next) : next;
		if (change !== undefined) changes.push([key, change]);
	}
	for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) changes.push([key, null]);
	// fromEntries defines its keys, so a server named `__proto__` stays a key.
	return changes.length ? Object.fromEntries(changes) : undefined;
}

function diffValue(before: Json, after: Json): PatchValue | undefined {
	if (isObject(before) && isObject(after)) return diff(before, after);
	return equal(before, after) ? undefined : after;
}

/** Returns the state after the patch. Untouched subtrees are shared with `state`, which is not modified. */
export function applyPatch(state: JsonObject, patch: MergePatch): JsonObject {
	const result: Record<string, Json> = { ...state };
	for (const key of Object.keys(patch)) {
		const change = patch[key] as PatchValue;
		if (change === null) Reflect.deleteProperty(result, key);
		else
			define(result, key, patchedValue(Object.hasOwn(state, key) ? state[key] : undefined, change));
	}
	return result;
}

function patchedValue(before: Json | undefined, change: Exclude<PatchValue, null>): Json {
	if (!isObject(change)) return change as Json;
	return applyPatch(isObject(before) ? (before as JsonObject) : {}, change as MergePatch);
}

function define(target: Record<string, Json>, key: string, value: Json): void {
	if (key !== '__proto__') target[key] = value;
	else
		Object.defineProperty(target, key, {
			value,
			enumerable: true,
			writable: true,
			configurable: true
		});
}

/**
 * Returns `after` with every part that equals its counterpart in `before` replaced by that very object: unchanged subtrees
 * are kept once however many states are remembered, and later diffs skip them by identity.
 */
export function shareStructure(before: JsonObject, after: JsonObject): JsonObject {
	const keys = Object.keys(after);
	let same = keys.length === Object.keys(before).length;
	const shared = keys.map((key): [string, Json] => {
		const next = after[key] as Json;
		const value = Object.hasOwn(before, key) ? shareValue(before[key] as Json, next) : next;
		same &&= Object.hasOwn(before, key) && value === before[key];
		return [key, value];
	});
	return same ? before : Object.fromEntries(shared);
}

function shareValue(before: Json, after: Json): Json {
	if (before === after) return before;
	if (isObject(before) && isObject(after))
		return shareStructure(before as JsonObject, after as JsonObject);
	return equal(before, after) ? before : after;
}

function equal(a: Json, b: Json): boolean {
	if (a === b) return true;
	if (Array.isArray(a) && Array.isArray(b))
		return a.length === b.length && a.every((item, index) => equal(item, b[index] as Json));
	if (isObject(a) && isObject(b)) return diff(a as JsonObject, b as JsonObject) === undefined;
	return false;
}
