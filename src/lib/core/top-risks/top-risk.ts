import { byRisk, type Ranked } from '../levels/ranking.ts';
import { actionFor } from '../remediation/actions.ts';
import type { Reading } from '../topics/reading.ts';
import type { MetricsState, RiskState } from '../topics/states.ts';
import { markedMetrics, outlookOf, type MarkedMetric, type Outlook } from './outlook.ts';

/** Below this risk a server is nothing to look at; when all are, the view says so. */
export const CALM_BELOW = 30;

/** How many servers may be shown. */
export const TOP_COUNTS = [5, 10, 15, 20] as const;
export type TopCount = (typeof TOP_COUNTS)[number];
export const USUAL_TOP_COUNT: TopCount = 5;

export interface TopRisk extends Ranked {
	readonly rank: number;
	readonly reading: Reading;
	readonly outlook: Outlook;
	readonly marked: readonly MarkedMetric[];
	/** What to do, in words. */
	readonly advice: string;
}

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
			outlook: outlookOf(reading),
			marked: markedMetrics(reading),
			advice: adviceFor(server)
		};
	});
}

/** An action is for servers that need one; before that the best one can do is look. */
function adviceFor({ level, profile }: Ranked): string {
	switch (level) {
		case 'critical':
		case 'warning':
			return actionFor(profile).action;
		case 'degraded':
			return 'Find out what drives it before it gets worse';
		case 'healthy':
			return 'Nothing to do';
	}
}

/** The number in an address; anything that cannot be chosen is the usual one. */
export function readTopCount(text: string | null): TopCount {
	return TOP_COUNTS.find((count) => String(count) === text) ?? USUAL_TOP_COUNT;
}
