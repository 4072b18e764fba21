import { alertKey } from '#core/alerting/alert-key.ts';
import type { Fleet } from '#core/fleet.ts';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import type { LimitedMetric } from '#core/metrics/limits.ts';
import { unpackOutlook } from '#core/outlook/pack.ts';
import type { OverSince } from '#core/topics/outlook.ts';
import type { Beginning, Beginnings } from './beginnings.ts';
import { overNowReader } from './outlook.ts';

/** Times that differ by less are one and the same: the clock of the wall is adjusted now and then. */
const SAME_MS = 60_000;
const SECOND_MS = 1_000;

/**
 * Finds which metrics of the outlook are over their limits. Returns since when the one is that each server's outlook is
 * about; a silent server's is not known.
 */
export function outlookBeginnings(
	{ rows, forecasts, outlook }: Pick<Fleet, 'rows' | 'forecasts' | 'outlook'>,
	beginnings: Beginnings
): ReadonlyMap<string, Beginning> {
	const told = new Map<string, Beginning>();
	const overAt = overNowReader(forecasts);
	for (const [index, { name }] of rows.entries()) {
		const over = overAt(index);
		if (over.length === 0) continue;
		const first = metricOver(outlook.servers, name);
		for (const metric of over) {
			const beginning = beginnings.begin(outlookKey(metric, name), name);
			if (metric === first && !beginnings.isSilent(name)) told.set(name, beginning);
		}
	}
	return told;
}

/** Returns what was kept of an earlier run; `monotonicOf` tells a time of the wall by this run's monotonic clock. */
export function keptOutlookBeginnings(
	states: Pick<KeptStates, 'outlook' | 'outlook-fleet'>,
	monotonicOf: (at: number) => number
): ReadonlyMap<string, Beginning> {
	const since = Object.entries(states['outlook-fleet']?.overSince ?? {});
	return new Map(
		since.flatMap(([server, { at, atLeast }]): [string, Beginning][] => {
			const metric = metricOver(states.outlook ?? {}, server);
			if (!metric) return [];
			return [[outlookKey(metric, server), { at: monotonicOf(at), seen: atLeast !== true }]];
		})
	);
}

/**
 * Returns the beginnings as times of the wall, in whole seconds. A time that was told stays, so that nothing is sent again
 * whenever the clock of the wall is adjusted a little.
 */
export function overSince(
	begun: ReadonlyMap<string, Beginning>,
	wallOf: (at: number) => number,
	before: Readonly<Record<string, OverSince>> = {}
): Readonly<Record<string, OverSince>> {
	return Object.fromEntries(
		[...begun].map(([server, { at, seen }]): [string, OverSince] => {
			const since = Math.floor(wallOf(at) / SECOND_MS) * SECOND_MS;
			const told = Object.hasOwn(before, server) ? before[server]?.at : undefined;
			const same = told !== undefined && Math.abs(told - since) < SAME_MS;
			return [server, { at: same ? told : since, ...(!seen && { atLeast: true as const }) }];
		})
	);
}

/** Returns the metric that a server's outlook is about, if that is over its limit. */
function metricOver(
	outlook: Readonly<Record<string, string>>,
	server: string
): LimitedMetric | undefined {
	const digits = Object.hasOwn(outlook, server) ? outlook[server] : undefined;
	const first = digits === undefined ? undefined : unpackOutlook(digits)?.first;
	return first?.crossings.p90 === 0 ? first.metric : undefined;
}

/** No daemon names its metrics like this, so that it is nobody else's key. */
function outlookKey(metric: LimitedMetric, server: string): string {
	return alertKey({ metric: `outlook/${metric}`, server });
}
