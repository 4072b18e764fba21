import { alertKey, serverOfAlert } from '#core/alerting/alert-key.ts';
import type { Fleet } from '#core/fleet.ts';
import { limitLevel, limitsOf } from '#core/metrics/limits.ts';
import { tenth } from '#core/metrics/metrics.ts';
import type { Alert, AlertsState, OverNow } from '#core/topics/states.ts';
import { Beginnings, GAP_MS, type Beginning, type OverMemory } from './beginnings.ts';
import { outlookBeginnings } from './over-since.ts';

const MINUTE_MS = 60_000;

export interface OverLook {
	readonly fleet: Fleet;
	readonly silent: ReadonlySet<string>;
	/** When the feed last moved, monotonic: the age of the values, however fresh the answer. */
	readonly at: number;
}

/**
 * Returns the daemon's predicted crossings, with metrics over their limit now distinguished from those still to come. A
 * metric that is over its limit without a predicted crossing has an alert, too: the daemon reports only what its median
 * forecast reaches.
 */
export function observeOver(
	memory: OverMemory | undefined,
	{ fleet, silent, at }: OverLook
): {
	memory: OverMemory;
	alerts: readonly Alert[];
	/** Of the metric that each server's outlook is about, where that is over its limit. */
	begun: ReadonlyMap<string, Beginning>;
} {
	const beginnings = new Beginnings(memory, at, silent);
	const alerts = new Map(fleet.alerts.map((alert) => [alertKey(alert), alert]));
	const { metrics, now, counts = now } = fleet.forecasts;
	for (const [column, metric] of metrics.entries())
		for (const [index, { name: server }] of fleet.rows.entries()) {
			const key = alertKey({ metric, server });
			const predicted = alerts.get(key);
			const cell = index * metrics.length + column;
			const value = tenth(now[cell] ?? NaN);
			const limit = limitOver(metric, predicted, tenth(counts[cell] ?? NaN));
			if (!limit) continue;
			const over = {
				...limit,
				value,
				...lengthOf(beginnings.begin(key, server), at),
				...(silent.has(server) && { silent: true as const })
			};
			alerts.set(key, alertOver({ server, metric }, predicted, over));
		}
	return {
		begun: outlookBeginnings(fleet, beginnings),
		memory: beginnings.memory(fleet.rows.map(({ name }) => name)),
		alerts: [...alerts.values()]
	};
}

/**
 * Returns the limit that a value is over: the table's, or that of the daemon's own alert if it is lower or the table
 * has none.
 */
function limitOver(
	metric: string,
	predicted: Alert | undefined,
	value: number
): Pick<OverNow, 'level' | 'threshold'> | undefined {
	const limits = limitsOf(metric);
	const threshold = Math.min(limits?.warning ?? Infinity, predicted?.threshold ?? Infinity);
	if (!(value >= threshold)) return undefined;
	const level = limits ? limitLevel(limits, value) : predicted?.severity;
	return { level: level ?? 'warning', threshold };
}

function lengthOf(
	{ at: begunAt, seen }: Beginning,
	at: number
): Pick<OverNow, 'minutes' | 'atLeast'> {
	const minutes = Math.floor(Math.max(0, at - begunAt) / MINUTE_MS);
	return seen ? { minutes } : { minutes, atLeast: true };
}

function alertOver(
	who: Pick<Alert, 'server' | 'metric'>,
	predicted: Alert | undefined,
	over: OverNow
): Alert {
	if (!predicted) {
		const { level: severity, value, threshold } = over;
		return { ...who, severity, value, threshold, minutes: 0, over };
	}
	const severity = over.level === 'critical' ? 'critical' : predicted.severity;
	return { ...predicted, severity, over };
}

/**
 * What an earlier run of Fleetcast kept: its last alerts, the servers seen, and when that was by this run's monotonic
 * clock.
 */
export interface KeptOver {
	readonly at: number;
	readonly alerts: AlertsState;
	/** Of the metrics that the outlook was about. */
	readonly outlook?: ReadonlyMap<string, Beginning>;
	readonly servers: readonly string[];
}

/** Restores the memory of an earlier run. */
export function rememberedOver({ at, alerts, outlook, servers }: KeptOver): OverMemory {
	const begun = Object.entries(alerts).flatMap(([key, { over }]): [string, Beginning][] =>
		over && !over.silent
			? [[key, { at: at - over.minutes * MINUTE_MS, seen: over.atLeast !== true }]]
			: []
	);
	return {
		lookedAt: at,
		begun: new Map([...begun, ...(outlook ?? [])]),
		servers: new Set(servers)
	};
}

/** Merges the memory of an earlier run with the ticks before it was read: what began with those may have begun earlier. */
export function joinOver(kept: OverMemory, memory: OverMemory, firstLookAt: number): OverMemory {
	if (firstLookAt - kept.lookedAt > GAP_MS) return memory;
	const begun = [...memory.begun].map(([key, beginning]): [string, Beginning] => {
		if (beginning.seen || beginning.at !== firstLookAt) return [key, beginning];
		const server = serverOfAlert(key);
		return [key, kept.begun.get(key) ?? { ...beginning, seen: kept.servers.has(server) }];
	});
	return { ...memory, begun: new Map(begun) };
}
