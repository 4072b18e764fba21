import type { Alert, AlertsState, OverNow } from '#core/topics/states.ts';

export interface KeyedAlert extends Alert {
	readonly key: string;
}
type OverAlert = KeyedAlert & { readonly over: OverNow };

export interface AlertGroups {
	/** Over their limit now: critical before warning, then the longest first. */
	readonly over: readonly OverAlert[];
	/** Predicted, nearest first; at the same time critical before warning. */
	readonly coming: readonly KeyedAlert[];
}

/** Then by name, so that the order does not change without cause. */
export function alertGroups(alerts: AlertsState): AlertGroups {
	const keyed = Object.entries(alerts).map(([key, alert]): KeyedAlert => ({ ...alert, key }));
	return {
		over: keyed
			.filter((alert): alert is OverAlert => alert.over !== undefined)
			.sort(
				(a, b) =>
					severityRank(a.over.level) - severityRank(b.over.level) ||
					b.over.minutes - a.over.minutes ||
					byName(a, b)
			),
		coming: keyed
			.filter(({ over }) => over === undefined)
			.sort(
				(a, b) =>
					a.minutes - b.minutes ||
					severityRank(a.severity) - severityRank(b.severity) ||
					byName(a, b)
			)
	};
}

/** Current before predicted, in one list. */
export function nearestFirst(alerts: AlertsState): readonly KeyedAlert[] {
	const { over, coming } = alertGroups(alerts);
	return [...over, ...coming];
}

function severityRank(severity: Alert['severity']): number {
	return severity === 'critical' ? 0 : 1;
}

function byName(a: Alert, b: Alert): number {
	return compare(a.server, b.server) || compare(a.metric, b.metric);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
