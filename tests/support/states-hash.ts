import { createHash } from 'node:crypto';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import { isObject } from '#core/json/json.ts';

/** Returns a fingerprint of the states, independent of the order of their keys: 16 bytes of SHA-256. */
export function hashOf(states: KeptStates): Buffer {
	return createHash('sha256').update(JSON.stringify(states, inOrder)).digest().subarray(0, 16);
}

function inOrder(_key: string, value: unknown): unknown {
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
