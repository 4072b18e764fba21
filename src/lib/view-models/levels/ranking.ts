import type { RiskEntry } from '#core/topics/states.ts';

/** An entry with its server's name. */
export type Ranked<Entry extends RiskEntry = RiskEntry> = Entry & { readonly server: string };

/** Highest risk first; equals by name, so that rows do not swap without cause. */
export function byRisk<Entry extends RiskEntry>(
	entries: Readonly<Record<string, Entry>>,
	limit: number
): readonly Ranked<Entry>[] {
	return Object.entries(entries)
		.map(([server, entry]) => ({ ...entry, server }))
		.sort((a, b) => b.score - a.score || (a.server < b.server ? -1 : 1))
		.slice(0, limit);
}
