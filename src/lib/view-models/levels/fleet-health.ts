import { environmentStatus, type EnvironmentStatus, type LevelShares } from './environment.ts';
import { isMostlyWarming } from './warming.ts';

export interface FleetCounts extends LevelShares {
	/** Servers that are not healthy. */
	readonly attention: number;
	/** Servers with too little data for a good forecast. */
	readonly warming?: number | undefined;
	/** Servers with a metric over its limit now, which the risk need not show. */
	readonly overLimit?: number | undefined;
}

/** The health of the fleet: the single answer of header, views, wall, command and title. */
export interface FleetHealth {
	/** `warming` while most servers have too little data and nothing worse is known. */
	readonly status: EnvironmentStatus | 'warming';
	/** The colour of the word; none where green would be greener than the worst server. */
	readonly tone: EnvironmentStatus | undefined;
	/** Whether most servers have enough data: otherwise the absence of trouble means nothing. */
	readonly known: boolean;
	/** Whether large areas may be green. */
	readonly green: boolean;
	/** The number of worst servers, in words, beside the status. */
	readonly beside?: string;
}

/** Undefined for a fleet without servers. */
export function fleetHealth(counts: FleetCounts): FleetHealth | undefined {
	const derived = environmentStatus(counts);
	if (derived === undefined) return undefined;
	const { total, critical, attention, warming = 0, overLimit = 0 } = counts;
	const mostlyWarming = isMostlyWarming(warming, total);
	const status = derived === 'healthy' && mostlyWarming ? 'warming' : derived;
	// The formula calls a large fleet healthy over a hundred degraded servers: the word stays, its green goes.
	const calm = status === 'healthy' && attention === 0 && overLimit === 0;
	const beside = worstInWords(counts) ?? (warming > 0 ? `${warming} warming` : undefined);
	return {
		status,
		tone: status === 'warming' || (status === 'healthy' && !calm) ? undefined : status,
		known: !mostlyWarming,
		green: critical === 0 && !mostlyWarming,
		...(beside === undefined ? {} : { beside })
	};
}

/** Returns the worst that is known, in words; undefined where nothing is wrong. */
export function worstInWords({
	critical,
	overLimit = 0,
	attention
}: Omit<FleetCounts, 'total' | 'warning'>): string | undefined {
	if (critical > 0) return `${critical} critical`;
	if (overLimit > 0) return `${overLimit} over a limit`;
	if (attention > 0) return attention === 1 ? '1 needs attention' : `${attention} need attention`;
	return undefined;
}
