import type { Ranked } from '../levels/ranking.ts';
import type { RiskState } from '#core/topics/states.ts';

/**
 * Servers whose name holds what was typed, in any case: those that begin with it first, then by risk, then by name.
 * Nothing typed finds the highest risks, which is what one opens the search for at night.
 */
export function searchServers(risk: RiskState, typed: string, limit: number): readonly Ranked[] {
	const wanted = typed.trim().toLowerCase();
	const found: { entry: Ranked; place: number }[] = [];
	for (const [server, entry] of Object.entries(risk)) {
		const place = server.toLowerCase().indexOf(wanted);
		if (place !== -1) found.push({ entry: { ...entry, server }, place: Math.min(place, 1) });
	}
	return found
		.sort(
			(a, b) =>
				a.place - b.place ||
				b.entry.score - a.entry.score ||
				(a.entry.server < b.entry.server ? -1 : 1)
		)
		.slice(0, limit)
		.map(({ entry }) => entry);
}

/** How a name stands on a screen: one that shows nothing is told in words. */
export function shownName(server: string): string {
	return server.trim() === '' ? '(no name)' : server;
}
