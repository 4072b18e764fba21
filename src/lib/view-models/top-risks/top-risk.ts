import { byRisk, type Ranked } from '../levels/ranking.ts';
import { limitRank, overLimits, type OverLimit } from '#core/metrics/limits.ts';
import { DISPLAY_METRIC_LABELS } from '#core/metrics/metrics.ts';
import { actionFor } from '../remediation/actions.ts';
import type { Reading } from '#core/topics/reading.ts';
import type { MetricsState, RiskState } from '#core/topics/states.ts';
import { namedMetrics, directionOf, type NamedMetric, type Direction } from './direction.ts';

/** Below this risk a server needs no attention; when all are below, the view says so. */
export const CALM_BELOW = 30;

/** How many servers may be shown. */
export const TOP_COUNTS = [5, 10, 15, 20] as const;
export type TopCount = (typeof TOP_COUNTS)[number];
export const USUAL_TOP_COUNT: TopCount = 5;

export interface TopRisk extends Ranked {
	readonly rank: number;
	readonly reading: Reading;
	readonly direction: Direction;
	readonly named: readonly NamedMetric[];
	/** The advice in words. */
	readonly advice: string;
}

/** Returns the cards of the servers at the highest risk, the highest first. */
export function topRisks(
	risk: RiskState,
	metrics: MetricsState,
	count: number
): readonly TopRisk[] {
	return byRisk(risk, count).map((server, index) => {
		const reading = Object.hasOwn(metrics, server.server) ? (metrics[server.server] ?? {}) : {};
		return {
			...server,
			rank: index + 1,
			reading,
			direction: directionOf(reading),
			named: namedMetrics(reading),
			advice: adviceFor(server, reading)
		};
	});
}

/** An action is for servers that need one; before that the best advice is to look. A score does not see every metric. */
function adviceFor({ level, profile, warming }: Ranked, reading: Reading): string {
	switch (level) {
		case 'critical':
		case 'warning':
			return actionFor(profile).action;
		case 'degraded':
			return 'Find out what drives it before it gets worse';
		case 'healthy':
			return (
				lookAt(overLimits(reading)) ??
				(warming ? 'Wait: too few data yet to forecast it well' : 'Nothing to do')
			);
	}
}

function lookAt([first]: readonly OverLimit[]): string | undefined {
	if (!first) return undefined;
	const { name } = DISPLAY_METRIC_LABELS[first.metric];
	return first.moment === 'now'
		? `Look at ${name}: it is over its limit`
		: `Look at ${name}: it is forecast to be over its limit`;
}

export interface ServerOverLimit extends OverLimit {
	readonly server: string;
}

/** What contradicts "all systems healthy", whatever the risks: each server's worst metric over a limit, worst first. */
export function serversOverLimit(metrics: MetricsState): readonly ServerOverLimit[] {
	return Object.entries(metrics)
		.flatMap(([server, reading]) =>
			overLimits(reading)
				.slice(0, 1)
				.map((over) => ({ ...over, server }))
		)
		.sort((a, b) => limitRank(a) - limitRank(b) || (a.server < b.server ? -1 : 1));
}

/** Reads the number in an address; anything invalid means the default. */
export function readTopCount(text: string | null): TopCount {
	return TOP_COUNTS.find((count) => String(count) === text) ?? USUAL_TOP_COUNT;
}
