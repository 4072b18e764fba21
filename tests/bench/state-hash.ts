import { createHash } from 'node:crypto';

/** The same for equal states, whatever the order of their keys. */
export function hashOf(state: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify(sorted(state)) ?? '')
		.digest('hex');
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.entries(value)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, part]) => [key, sorted(part)]);
}
