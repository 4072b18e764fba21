/** What parsing makes of each byte that gives JSON its shape, in bytes of memory. */
const WEIGHTS = new Uint8Array(128);
for (const [sign, weight] of Object.entries({ '{': 56, '[': 64, ':': 16, '"': 12, ',': 8 }))
	WEIGHTS[sign.charCodeAt(0)] = weight;

/** Whatever a body of this size holds does no harm, so it is not looked through. */
const HARMLESS_BYTES = 8_000_000;
/** A fleet weighs less than its text, a very lean one some three times as much. */
const WEIGHT_PER_BYTE_ALLOWED = 2;

/**
 * Whether parsing these bytes could take much more memory than they do themselves: a hundred megabytes of brackets are
 * gigabytes of objects. Known without parsing.
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
