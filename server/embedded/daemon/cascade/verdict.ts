import type { Watched } from './tracked-server.ts';

/**
 * In σ. The daemon that this one stands in for takes 2 σ, which marks one value in 22 by chance, so that a healthy
 * fleet of 90 was in "cascade" most of the time. At 3 σ it is one in 370.
 */
export const THRESHOLDS = { correlation: 0.7, zScore: 3, fewestServers: 3 };

/** The two-sided share of a normal distribution beyond the threshold. */
const CHANCE = 0.0027;
/** Factor for the heavier tails of real values, and for the daily rhythm that servers share. */
const CAUTION = 4;

/**
 * Returns how many servers must be anomalous in the same metric: three, or in a large fleet more than chance explains.
 */
export function serversNeeded(servers: number): number {
	const expected = servers * CHANCE * CAUTION;
	return Math.max(THRESHOLDS.fewestServers, Math.ceil(expected + 3 * Math.sqrt(expected)));
}

export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** @param share share of the fleet, 0–1 */
export function severityOf(share: number): Severity {
	if (share >= 0.5) return 'critical';
	if (share >= 0.25) return 'high';
	return share >= 0.1 ? 'medium' : 'low';
}

/** The servers that are anomalous in the same metric at the same time. */
export interface MetricCascade {
	metric: Watched;
	affected_servers: string[];
	server_count: number;
	severity: Severity;
}

export interface CascadeAlert {
	severity: Severity;
	affected_server_count: number;
	affected_servers: string[];
	/** A share as text in percent. */
	correlation_score: string;
	message: string;
	recommendations: string[];
	cascade_details: MetricCascade[];
}

const RECOMMENDATIONS: Record<Watched, string> = {
	cpu_iowait_pct: 'Check storage system or network mounts',
	cpu_user_pct: 'Check for runaway processes or batch jobs',
	mem_used_pct: 'Check for memory leaks or cache pressure',
	swap_used_pct: 'Check for memory pressure and what was swapped out',
	load_average: 'Check for a shared dependency behind which work queues up'
};
const UNEVEN = 'Look for what these servers share: network, storage, a recent change';

export function cascadeAlert(
	affected: string[],
	servers: number,
	cascades: MetricCascade[],
	correlation: number
): CascadeAlert {
	const known = cascades.map(({ metric }) => RECOMMENDATIONS[metric]);
	return {
		severity: severityOf(servers ? affected.length / servers : 0),
		affected_server_count: affected.length,
		affected_servers: affected,
		correlation_score: `${(correlation * 100).toFixed(2)}%`,
		message: `Cascading failure detected: ${affected.length} servers affected`,
		recommendations: known.length ? known : [UNEVEN],
		cascade_details: cascades
	};
}
