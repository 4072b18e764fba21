import type { RiskTimes } from '#core/history/risk-times.ts';
import type { RiskCounts } from '#core/cost/formula.ts';

/** The range that the projection uses. */
export const PROJECTED_RANGE = '1w';
/** The least history for a projection: a night or a morning alone is not representative. */
const LEAST_KEPT_MS = 24 * 3_600_000;

/** The data that a projection needs. */
export type KeptRisk = Omit<RiskTimes, 'window'>;

/** Why no amount is shown: the data are simulated, or the history is shorter than a day. */
export type NoClaim = 'demo' | 'no-history';

/**
 * Undefined when amounts can be shown. A moment extrapolated to a year is no estimate, and simulated servers cost nothing.
 */
export function noClaim(kept: KeptRisk | undefined, demo: boolean): NoClaim | undefined {
	if (demo) return 'demo';
	return kept && meanCounts(kept) ? undefined : 'no-history';
}

/**
 * Returns the mean number of servers at each risk: the time that all servers together spent there ÷ the time kept. It
 * replaces the current counts in the same formula. Undefined while less than a day is kept.
 */
export function meanCounts({
	keptMs,
	highServerMs,
	mediumServerMs
}: KeptRisk): RiskCounts | undefined {
	if (!(keptMs >= LEAST_KEPT_MS)) return undefined;
	return { high: highServerMs / keptMs, medium: mediumServerMs / keptMs };
}
