import { nearestFirst } from '../alerts/alert-order.ts';
import { overInWords } from '../alerts/alert-words.ts';
import { decimal } from '#core/format.ts';
import { groupBy } from '../group-by.ts';
import { metricName } from '../metrics/metric-names.ts';
import { byRisk } from '../levels/ranking.ts';
import { countedScore } from '#core/levels/counted.ts';
import type { Alert, AlertsState, RiskState } from '#core/topics/states.ts';
import type { BrokenRule, FleetRisk } from '#core/alerting/environment-rules.ts';
import { routeFor, routeOf, type Route, type Severity } from '#core/alerting/routing.ts';

/** A message that would be sent now, and its reasons. */
export interface Message {
	/** Undefined for a message about the whole fleet. */
	readonly server?: string;
	readonly profile?: string;
	/** 0–100: a server's risk, or the fleet's in percent. */
	readonly risk: number;
	readonly route: Route;
	/** One sentence per reason, the rule that was broken first. */
	readonly reasons: readonly string[];
}

/** Most urgent first, then by risk. Messages about the fleet come from `fleetMessages`. */
export function serverMessages(risk: RiskState, alerts: AlertsState): readonly Message[] {
	const crossings = crossingsByServer(alerts);
	return byRisk(risk, Infinity).flatMap((entry) => {
		const route = routeOf(countedScore(entry));
		if (!route) return [];
		return {
			server: entry.server,
			profile: entry.profile,
			risk: entry.score,
			route,
			reasons: [
				entry.score >= route.from
					? `risk at or over ${route.from}`
					: `risk was at or over ${route.from} a moment ago`,
				...(entry.warming ? ['it is warming up: too few data yet to forecast it well'] : []),
				...(entry.silent ? ['values have stopped changing, so it may be silent'] : []),
				...crossingsInWords(crossings.get(entry.server) ?? [])
			]
		};
	});
}

/** Returns the servers whose risk would send a more urgent message once it has lasted long enough. */
export function pendingServers(risk: RiskState): readonly string[] {
	return Object.entries(risk).flatMap(([server, entry]) => {
		const counts = routeOf(countedScore(entry));
		const now = routeOf(entry.score);
		return now && now.from > (counts?.from ?? -1) ? [server] : [];
	});
}

/** `names` are the labels of the fleet's risks on this screen. */
export function fleetMessages(
	broken: readonly BrokenRule[],
	names: Readonly<Record<FleetRisk, string>>
): readonly Message[] {
	return broken.map(({ risk, percent, overPercent, severity }) => ({
		risk: percent,
		route: routeFor(severity),
		reasons: [`${names[risk]} of the fleet ${decimal(percent)}% is over ${overPercent}%`]
	}));
}

/** Returns the number of messages of each severity. */
export function countBySeverity(messages: readonly Message[]): Readonly<Record<Severity, number>> {
	const counts: Record<Severity, number> = {
		imminent: 0,
		critical: 0,
		danger: 0,
		warning: 0,
		degrading: 0,
		watch: 0
	};
	for (const { route } of messages) counts[route.severity] += 1;
	return counts;
}

function crossingsByServer(alerts: AlertsState): ReadonlyMap<string, readonly Alert[]> {
	return groupBy(nearestFirst(alerts), ({ server }) => server);
}

/** Describes current crossings, then future ones; those of the same time share a sentence. */
function crossingsInWords(alerts: readonly Alert[]): readonly string[] {
	const together = groupBy(alerts, (alert) =>
		alert.over ? overInWords(alert.over) : `forecast (p50) in ${alert.minutes} min`
	);
	return [...together].map(([when, crossings]) => {
		const crossed = crossings.map(({ metric, over, threshold }) => {
			const { name, unit } = metricName(metric);
			return `${name} over ${over?.threshold ?? threshold}${unit}`;
		});
		return `${when}: ${crossed.join(', ')}`;
	});
}
