/** Memory that parsing needs for each structural byte of JSON, in bytes. */
const WEIGHTS = new Uint8Array(128);
for (const [sign, weight] of Object.entries({ '{': 56, '[': 64, ':': 16, '"': 12, ',': 8 }))
	WEIGHTS[sign.charCodeAt(0)] = weight;

/** A body of this size is harmless whatever it contains, so it is not checked. */
const HARMLESS_BYTES = 8_000_000;
/** A fleet weighs less than its text, a very lean one some three times as much. */
const WEIGHT_PER_BYTE_ALLOWED = 2;

/**
 * Returns whether parsing these bytes could take much more memory than they do themselves: a hundred megabytes of brackets
 * become gigabytes of objects. Decided without parsing.
 * @param maxBytes the largest body that is accepted
 */
export function isTooHeavy(bytes: Uint8Array, maxBytes: number): boolean {
	if (bytes.length <= HARMLESS_BYTES) return false;
	const most = WEIGHT_PER_BYTE_ALLOWED * maxBytes;
	let weight = 0;
	for (const byte of bytes) {
		if (byte < 128) weight += WEIGHTS[byte] as number;
		if (weight > most) return true;
	}
	return false;
}
