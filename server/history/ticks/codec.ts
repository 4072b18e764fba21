import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import type { Patches } from '../kept-patches.ts';

/** Beyond this level the bodies of real ticks shrink by less than a hundredth, at twice the time. */
const LEVEL = 6;
const params = { [constants.ZSTD_c_compressionLevel]: LEVEL };

/** Packs whole states, with the text that later patches are compressed against because they repeat its names. */
export function packKeyframe(states: KeptStates): { body: Buffer; dictionary: Buffer } {
	const dictionary = Buffer.from(JSON.stringify(states));
	return { body: zstdCompressSync(dictionary, { params }), dictionary };
}

/** Returns the states of a keyframe, and its JSON as the dictionary of the patches that follow it. */
export function unpackKeyframe(body: Uint8Array): { states: KeptStates; dictionary: Buffer } {
	const dictionary = zstdDecompressSync(body);
	return { states: JSON.parse(dictionary.toString()) as KeptStates, dictionary };
}

/** Compresses the patches of one tick, with their keyframe as the dictionary. */
export function packPatches(patches: Patches, dictionary: Buffer): Buffer {
	return zstdCompressSync(JSON.stringify(patches), { params, dictionary });
}

/** Decodes what `packPatches` made with the same dictionary. */
export function unpackPatches(body: Uint8Array, dictionary: Buffer): Patches {
	return JSON.parse(zstdDecompressSync(body, { dictionary }).toString()) as Patches;
}
