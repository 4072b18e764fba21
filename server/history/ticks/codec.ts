import { createHash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import { isObject } from '#core/json/json.ts';
import type { Patches } from '../kept-patches.ts';

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

/** Returns a fingerprint of the states, independent of the order of their keys: 16 bytes of SHA-256. */
export function hashOf(states: KeptStates): Buffer {
	return createHash('sha256').update(JSON.stringify(states, inOrder)).digest().subarray(0, 16);
}

function inOrder(_key: string, value: unknown): unknown {
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
