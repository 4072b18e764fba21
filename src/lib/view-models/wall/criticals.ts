/** A server that hovers around the threshold interrupts once: only after this long below it can it interrupt again. */
export const CALM_MS = 300_000;

/** Servers that were shown as critical → since when they have been below the threshold; Infinity while they are not. */
export type Criticals = ReadonlyMap<string, number>;

/** Adds one observation of the fleet. `shown`: the critical servers that do not interrupt any more. */
export function observe(
	criticals: Criticals,
	critical: readonly string[],
	shown: readonly string[],
	now: number
): Criticals {
	const next = new Map<string, number>();
	for (const [server, calmSince] of criticals) {
		const since = Math.min(calmSince, now);
		if (now - since < CALM_MS) next.set(server, since);
	}
	for (const server of critical)
		if (criticals.has(server) || shown.includes(server)) next.set(server, Infinity);
	return next;
}
