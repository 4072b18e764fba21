import type { RiskEntry, RiskState, SummaryState } from '#core/topics/states.ts';
import { LEVELS, type Level } from '#core/levels/levels.ts';

/** The level that a server is shown at: none while too little is known to call it healthy. Known trouble is not hidden. */
export function shownLevel({
	level,
	warming
}: Pick<RiskEntry, 'level' | 'warming'>): Level | undefined {
	return warming && level === 'healthy' ? undefined : level;
}

/** The level or, where there is none yet, `warming`; with known trouble both. */
export function levelWord({ level, warming }: Pick<RiskEntry, 'level' | 'warming'>): string {
	if (!warming) return level;
	return level === 'healthy' ? 'warming' : `${level}, warming`;
}

/** The servers with too little data for a good forecast, by name. */
export function warmingServers(risk: RiskState): readonly string[] {
	return Object.entries(risk)
		.flatMap(([server, { warming }]) => (warming ? [server] : []))
		.sort();
}

/** Whether so much of a fleet is warming up that its overall health is unknown. */
export function isMostlyWarming(warming: number, total: number): boolean {
	return warming * 2 > total;
}

/** Servers at each level, and those without one yet: a warming server without known trouble is not called healthy. */
export function judgedCounts({
	critical,
	warning,
	degraded,
	healthy,
	unjudged = 0
}: SummaryState['counts']): Readonly<Record<Level | 'warming', number>> {
	return { critical, warning, degraded, healthy: healthy - unjudged, warming: unjudged };
}

/** The counts in one line: each level's, then the servers without one yet, if any. */
export function countsInWords(counts: SummaryState['counts']): string {
	const judged = judgedCounts(counts);
	const levels = LEVELS.map((level) => `${judged[level]} ${level}`);
	return [...levels, ...(judged.warming ? [`${judged.warming} warming`] : [])].join(', ');
}
