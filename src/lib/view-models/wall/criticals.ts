/** A server that hovers around the floor is one piece of news: only this long below it makes it news again. */
export const CALM_MS = 300_000;

/** Servers that were shown as critical → since when they have been below the floor; Infinity while they are not. */
export type Criticals = ReadonlyMap<string, number>;

/** What is known after another look at the fleet. `shown`: those of the critical that are news no longer. */
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
