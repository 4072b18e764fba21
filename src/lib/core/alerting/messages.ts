import { decimal } from '../format.ts';
import { metricName } from '../metric-names.ts';
import { byRisk } from '../ranking.ts';
import type { Alert, AlertsState, RiskState } from '../topics/states.ts';
import type { BrokenRule, FleetRisk } from './environment-rules.ts';
import { routeFor, routeOf, SEVERITIES, type Route, type Severity } from './routing.ts';

/** One message that would go out now, and why. */
export interface Message {
	/** Undefined for a message about the fleet as a whole. */
	readonly server?: string;
	readonly profile?: string;
	/** 0–100: a server's risk, or the fleet's in percent. */
	readonly risk: number;
	readonly route: Route;
	/** One sentence a reason, the rule that was broken first. */
	readonly reasons: readonly string[];
}

/** Most urgent first; of servers equally urgent the higher risk. Messages about the fleet are made by `fleetMessages`. */
export function serverMessages(risk: RiskState, alerts: AlertsState): readonly Message[] {
	const crossings = crossingsByServer(alerts);
	return byRisk(risk, Infinity).flatMap((entry) => {
		const route = routeOf(entry.score);
		if (!route) return [];
		return {
			server: entry.server,
			profile: entry.profile,
			risk: entry.score,
			route,
			reasons: [
				`risk at or over ${route.from}`,
				...(entry.silent ? ['values stand still, so it may be silent'] : []),
				...(crossings.get(entry.server) ?? []).map(crossingInWords)
			]
		};
	});
}

/** `names` says what each risk of the fleet is called on this screen. */
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

/** How many messages of each severity. */
export function countBySeverity(messages: readonly Message[]): Readonly<Record<Severity, number>> {
	const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<
		Severity,
		number
	>;
	for (const { route } of messages) counts[route.severity] += 1;
	return counts;
}

function crossingsByServer(alerts: AlertsState): ReadonlyMap<string, readonly Alert[]> {
	const found = new Map<string, Alert[]>();
	for (const alert of Object.values(alerts)) {
		const list = found.get(alert.server);
		if (list) list.push(alert);
		else found.set(alert.server, [alert]);
	}
	for (const list of found.values())
		list.sort((a, b) => a.minutes - b.minutes || (a.metric < b.metric ? -1 : 1));
	return found;
}

function crossingInWords({ metric, threshold, minutes }: Alert): string {
	const { name, unit } = metricName(metric);
	return `${name} forecast over ${threshold}${unit} in ${minutes} min`;
}
