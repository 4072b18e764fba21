import { createHash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { KEPT_TOPICS, type KeptStates, type KeptStep } from '#core/history/kept-ticks.ts';
import { isObject, type JsonObject, type MergePatch } from '#core/json/json.ts';
import { applyPatch, diff } from '#core/json/merge-patch.ts';

export type Patches = KeptStep['patches'];

/** Beyond this level the bodies of real ticks shrink by less than a hundredth, at twice the time. */
const LEVEL = 6;
const params = { [constants.ZSTD_c_compressionLevel]: LEVEL };

/** Packs whole states, with the text that later patches are compressed against because they repeat its names. */
export function packKeyframe(states: KeptStates): { body: Buffer; dictionary: Buffer } {
	const dictionary = Buffer.from(JSON.stringify(states));
	return { body: zstdCompressSync(dictionary, { params }), dictionary };
}

export function unpackKeyframe(body: Uint8Array): { states: KeptStates; dictionary: Buffer } {
	const dictionary = zstdDecompressSync(body);
	return { states: JSON.parse(dictionary.toString()) as KeptStates, dictionary };
}

export function packPatches(patches: Patches, dictionary: Buffer): Buffer {
	return zstdCompressSync(JSON.stringify(patches), { params, dictionary });
}

export function unpackPatches(body: Uint8Array, dictionary: Buffer): Patches {
	return JSON.parse(zstdDecompressSync(body, { dictionary }).toString()) as Patches;
}

/** Returns the patches from one tick's states to another's. */
export function patchesBetween(before: KeptStates, after: KeptStates): Patches {
	const changes = KEPT_TOPICS.map((topic) => {
		const [old, next] = [before[topic], after[topic]] as [JsonObject?, JsonObject?];
		return [topic, patchOf(old, next)] as const;
	});
	return Object.fromEntries(changes.filter(([, patch]) => patch !== undefined));
}

function patchOf(before?: JsonObject, after?: JsonObject): MergePatch | null | undefined {
	if (!after) return before && null;
	return diff(before ?? {}, after) ?? (before ? undefined : {});
}

/** Law: `patched(before, patchesBetween(before, after))` equals `after`. */
export function patched(before: KeptStates, patches: Patches): KeptStates {
	const after: Record<string, JsonObject> = {
		...(before as unknown as Record<string, JsonObject>)
	};
	for (const topic of KEPT_TOPICS) {
		const patch = patches[topic];
		if (patch) after[topic] = applyPatch(after[topic] ?? {}, patch);
		else if (patch === null) Reflect.deleteProperty(after, topic);
	}
	return after as unknown as KeptStates;
}

/** Returns a fingerprint of the states, independent of the order of their keys: 16 bytes of SHA-256. */
export function hashOf(states: KeptStates): Buffer {
	return createHash('sha256').update(JSON.stringify(states, inOrder)).digest().subarray(0, 16);
}

function inOrder(_key: string, value: unknown): unknown {
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
