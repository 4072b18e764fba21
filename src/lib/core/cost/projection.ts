import type { RiskCounts } from './formula.ts';

/** How long servers were at each risk over a stretch that was kept; one second of two servers is two server-seconds. */
export interface KeptRisk {
	/** Seconds for which there is any account; gaps do not count. */
	readonly seconds: number;
	readonly highServerSeconds: number;
	readonly mediumServerSeconds: number;
}

/** Nothing is projected from less: a night or a morning alone is no day. */
export const LEAST_KEPT_SECONDS = 24 * 3600;

/**
 * The servers at each risk in the mean of what was kept: server-seconds ÷ seconds. They take the place of this instant's
 * counts in the same formula. Undefined while less than a day is kept.
 */
export function meanCounts(kept: KeptRisk): RiskCounts | undefined {
	if (!(kept.seconds >= LEAST_KEPT_SECONDS)) return undefined;
	return {
		high: kept.highServerSeconds / kept.seconds,
		medium: kept.mediumServerSeconds / kept.seconds
	};
}
