import type { Ranked } from '../levels/ranking.ts';
import type { RiskState } from '#core/topics/states.ts';

/**
 * Finds servers whose name contains the text, in any case: prefix matches first, then by risk, then by name. An empty text
 * returns the highest risks, which is what the search is usually opened for.
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

/** The displayed name of a server: an invisible one is described in words. */
export function shownName(server: string): string {
	return server.trim() === '' ? '(no name)' : server;
}
