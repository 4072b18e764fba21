import type { Freshness } from '#core/freshness.ts';
import { worstInWords, type FleetCounts } from '../levels/fleet-health.ts';

/** The page's title: the view and, where the fleet is not healthy, how bad it is. */
export function pageTitle(
	view: string | undefined,
	counts: FleetCounts | undefined,
	freshness: Freshness,
	past: boolean
): string {
	const named = view === undefined ? 'Fleetcast' : `${view} – Fleetcast`;
	if (past) return named;
	if (freshness.kind === 'stale') return `Stale – ${named}`;
	const beside = counts && worstInWords(counts);
	return beside === undefined ? named : `${beside} – ${named}`;
}
