import type { RiskEntry } from '../topics/states.ts';

export interface Ranked extends RiskEntry {
	readonly server: string;
}

/** Highest risk first; of equals by name, so that nothing changes places without cause. */
export function byRisk(
	entries: Readonly<Record<string, RiskEntry>>,
	limit: number
): readonly Ranked[] {
	return Object.entries(entries)
		.map(([server, entry]) => ({ ...entry, server }))
		.sort((a, b) => b.score - a.score || (a.server < b.server ? -1 : 1))
		.slice(0, limit);
}
