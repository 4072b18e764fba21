/** The status of the whole fleet, most urgent first. Derived from the shares of critical and warning servers. */
export const ENVIRONMENT_STATUSES = ['critical', 'warning', 'caution', 'healthy'] as const;
export type EnvironmentStatus = (typeof ENVIRONMENT_STATUSES)[number];

export interface LevelShares {
	readonly total: number;
	readonly critical: number;
	readonly warning: number;
}

/**
 * A status applies when the share of critical servers, or of critical and warning together, exceeds these percents. The
 * most urgent that applies counts. A single critical server is enough for caution.
 */
export const ENVIRONMENT_RULES = [
	{ status: 'critical', criticalOver: 30, togetherOver: 50 },
	{ status: 'warning', criticalOver: 10, togetherOver: 30 },
	{ status: 'caution', criticalOver: 0, togetherOver: 10 }
] as const satisfies readonly {
	status: EnvironmentStatus;
	criticalOver: number;
	togetherOver: number;
}[];

/** Undefined for a fleet without servers: unknown is not healthy. */
export function environmentStatus(counts: LevelShares): EnvironmentStatus | undefined {
	const { total, critical, warning } = counts;
	if (total === 0) return undefined;
	// Integers on both sides: 3 of 10 is exactly 30 %, which a quotient need not be.
	const over = (count: number, percent: number) => count * 100 > percent * total;
	const rule = ENVIRONMENT_RULES.find(
		({ criticalOver, togetherOver }) =>
			over(critical, criticalOver) || over(critical + warning, togetherOver)
	);
	return rule?.status ?? 'healthy';
}
