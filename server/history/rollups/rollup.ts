import type { KeptStates } from '#core/history/kept-ticks.ts';
import type { Level } from '#core/levels/levels.ts';
import { countedLevel } from '#core/levels/counted.ts';
import { DISPLAY_METRICS, type DisplayMetric } from '#core/metrics/metrics.ts';
import {
	mergedMean,
	mergedAggregate,
	meanOf,
	aggregateOf,
	type Mean,
	type Aggregate
} from './aggregate.ts';

/** One server over a time span. */
export interface ServerRollup {
	readonly profile: string;
	readonly risk: Aggregate;
	readonly metrics: Readonly<Partial<Record<DisplayMetric, Aggregate>>>;
	/** How long it was observed at each level that counts, in ms. */
	readonly levelMs: Readonly<Record<Level, number>>;
}

/**
 * The fleet over a time span: means over its ticks. Counts are of servers by the levels that count; percents are the
 * daemon's.
 */
export interface FleetRollup {
	readonly counts: Readonly<Record<Level, Mean>>;
	readonly risk30m?: Mean;
	readonly risk8h?: Mean;
	/** Of the mean over the servers of each tick. */
	readonly meanRisk?: Mean;
	/** The highest of any server in any tick. */
	readonly highestRisk?: number;
}

export interface Rollup {
	readonly fleet: FleetRollup;
	readonly servers: ReadonlyMap<string, ServerRollup>;
}

const NO_TIME: ServerRollup['levelMs'] = { critical: 0, warning: 0, degraded: 0, healthy: 0 };

/** Returns the roll-up of a single tick. */
export function rollUp({ summary, risk, metrics }: KeptStates): Rollup {
	const servers = new Map<string, ServerRollup>();
	let sum = 0;
	let highest = 0;
	const counts: Record<Level, number> = { critical: 0, warning: 0, degraded: 0, healthy: 0 };
	for (const [server, entry] of Object.entries(risk)) {
		const { score, profile } = entry;
		counts[countedLevel(entry)]++;
		const reading = metrics[server] ?? {};
		const values = DISPLAY_METRICS.flatMap((metric) => {
			const pair = reading[metric];
			return pair ? [[metric, aggregateOf(pair[0])] as const] : [];
		});
		const own = { profile, risk: aggregateOf(score), metrics: Object.fromEntries(values) };
		servers.set(server, { ...own, levelMs: NO_TIME });
		sum += score;
		highest = Math.max(highest, score);
	}
	const { risk30mPercent, risk8hPercent } = summary;
	return {
		servers,
		fleet: {
			counts: levelsTo((level) => meanOf(counts[level])),
			...(risk30mPercent !== undefined && { risk30m: meanOf(risk30mPercent) }),
			...(risk8hPercent !== undefined && { risk8h: meanOf(risk8hPercent) }),
			...(servers.size > 0 && { meanRisk: meanOf(sum / servers.size), highestRisk: highest })
		}
	};
}

/** Merges two roll-ups, the second the later one. Law: it does not matter how a series of ticks is divided. */
export function joined(earlier: Rollup | undefined, later: Rollup): Rollup {
	if (!earlier) return later;
	const servers = new Map(earlier.servers);
	for (const [server, rollup] of later.servers)
		servers.set(server, joinedServer(servers.get(server), rollup));
	return { fleet: joinedFleet(earlier.fleet, later.fleet), servers };
}

/** Merges two roll-ups of one server; the second is the later one. */
export function joinedServer(earlier: ServerRollup | undefined, later: ServerRollup): ServerRollup {
	if (!earlier) return later;
	return {
		profile: later.profile,
		risk: mergedAggregate(earlier.risk, later.risk),
		metrics: joinedMetrics(earlier.metrics, later.metrics),
		levelMs: levelsTo((level) => earlier.levelMs[level] + later.levelMs[level])
	};
}

function joinedMetrics(
	earlier: ServerRollup['metrics'],
	later: ServerRollup['metrics']
): ServerRollup['metrics'] {
	// Most questions are about risks alone.
	if (Object.keys(later).length === 0) return earlier;
	const metrics: Partial<Record<DisplayMetric, Aggregate>> = { ...earlier };
	for (const metric of DISPLAY_METRICS) {
		const added = later[metric];
		if (added) metrics[metric] = mergedAggregate(metrics[metric], added);
	}
	return metrics;
}

/** Merges two roll-ups of the fleet; the second is the later one. */
export function joinedFleet(earlier: FleetRollup | undefined, later: FleetRollup): FleetRollup {
	if (!earlier) return later;
	const each = (name: 'risk30m' | 'risk8h' | 'meanRisk') => {
		const mean = later[name] ? mergedMean(earlier[name], later[name]) : earlier[name];
		return mean && { [name]: mean };
	};
	const highest = Math.max(earlier.highestRisk ?? -1, later.highestRisk ?? -1);
	return {
		counts: levelsTo((level) => mergedMean(earlier.counts[level], later.counts[level])),
		...each('risk30m'),
		...each('risk8h'),
		...each('meanRisk'),
		...(highest >= 0 && { highestRisk: highest })
	};
}

/** Adds the time that the levels of one tick lasted, until the next, for the servers in the roll-up. */
export function withHeld(rollup: Rollup, levels: ReadonlyMap<string, Level>, ms: number): Rollup {
	const servers = new Map(rollup.servers);
	for (const [server, level] of levels) {
		const own = servers.get(server);
		if (own)
			servers.set(server, {
				...own,
				levelMs: { ...own.levelMs, [level]: own.levelMs[level] + ms }
			});
	}
	return { ...rollup, servers };
}

/** Creates a record with a value for each level. */
export function levelsTo<Value>(valueOf: (level: Level) => Value): Record<Level, Value> {
	// Written out because it runs for every server of every minute of a day.
	return {
		critical: valueOf('critical'),
		warning: valueOf('warning'),
		degraded: valueOf('degraded'),
		healthy: valueOf('healthy')
	};
}
