import type { Alert, AlertsState } from '../topics/states.ts';

export interface KeyedAlert extends Alert {
	readonly key: string;
}

/**
 * Nearest first; of those at the same time critical before warning, then by name, so that the order of a list
 * never changes without cause.
 */
export function nearestFirst(alerts: AlertsState): readonly KeyedAlert[] {
	return Object.entries(alerts)
		.map(([key, alert]) => ({ ...alert, key }))
		.sort(
			(a, b) =>
				a.minutes - b.minutes ||
				severityRank(a) - severityRank(b) ||
				compare(a.server, b.server) ||
				compare(a.metric, b.metric)
		);
}

function severityRank(alert: Alert): number {
	return alert.severity === 'critical' ? 0 : 1;
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
