import type { RiskTimes } from '#core/history/risk-times.ts';
import type { RiskCounts } from '#core/cost/formula.ts';

/** What is looked back at. */
export const PROJECTED_RANGE = '1w';
/** Nothing is projected from less: a night or a morning alone is no day. */
export const LEAST_KEPT_MS = 24 * 3_600_000;

/** The part of it that a projection stands on. */
export type KeptRisk = Omit<RiskTimes, 'window'>;

/** Why no money is claimed: the data are simulated, or history does not hold a day yet. */
export type NoClaim = 'demo' | 'no-history';

/** Undefined where money may be claimed. A moment times a year is no estimate, and simulated servers cost nothing. */
export function noClaim(kept: KeptRisk | undefined, demo: boolean): NoClaim | undefined {
	if (demo) return 'demo';
	return kept && meanCounts(kept) ? undefined : 'no-history';
}

/**
 * The servers at each risk in the mean of what was kept: the time that all servers together spent there ÷ the time kept.
 * They take the place of this instant's counts in the same formula. Undefined while less than a day is kept.
 */
export function meanCounts({
	keptMs,
	highServerMs,
	mediumServerMs
}: KeptRisk): RiskCounts | undefined {
	if (!(keptMs >= LEAST_KEPT_MS)) return undefined;
	return { high: highServerMs / keptMs, medium: mediumServerMs / keptMs };
}
