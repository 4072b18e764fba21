import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/**
 * 12 bits of a float's fraction are invisible on any screen: without them a value is right to a 4,000th, and a body is half
 * as large.
 */
const KEPT_BITS = 0xfffff000;
const HALF_BIT = 0x800;

/** Rounds to the stored precision. Actual values are rounded alike, or a flat forecast would miss itself. */
export function roundKept(values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
	const rounded = values.slice();
	const bits = new Uint32Array(rounded.buffer);
	for (let index = 0; index < bits.length; index++)
		if (!Number.isNaN(rounded[index])) bits[index] = ((bits[index] ?? 0) + HALF_BIT) & KEPT_BITS;
	return rounded;
}

/** Packs the current values, then the forecasts. */
export function packSample(
	now: Float32Array<ArrayBuffer>,
	values: Float32Array<ArrayBuffer>
): Buffer {
	const all = new Float32Array(now.length + values.length);
	all.set(roundKept(now));
	all.set(roundKept(values), now.length);
	return zstdCompressSync(Buffer.from(all.buffer));
}

/** The first `cells` values are the current ones. */
export function unpackSample(
	body: Uint8Array,
	cells: number
): { now: Float32Array; values: Float32Array } {
	const bytes = zstdDecompressSync(body);
	// A copy is aligned to four bytes, as floats must be.
	const all = new Float32Array(new Uint8Array(bytes).buffer);
	return { now: all.subarray(0, cells), values: all.subarray(cells) };
}
