import type { Fleet, ServerRow } from '#core/fleet.ts';
import { levelOf, type LevelFloors } from '#core/levels/levels.ts';
import { tenth } from '#core/metrics/metrics.ts';
import type { FleetStates } from '#core/topics/schema-of.ts';
import type { Alert, AlertsState, Attention, RiskEntry } from '#core/topics/states.ts';

/** How many servers the list of highest risk holds; a screen chooses fewer. */
export const HIGHEST_SHOWN = 20;
/** How many servers needing attention a summary carries; `counts.attention` tells the whole number. */
export const ATTENTION_SHOWN = 100;

export type TickStates = Pick<FleetStates, 'summary' | 'risk' | 'metrics' | 'alerts'>;

/** The states of the fleet's topics for one good answer. `silent` names servers whose values stand still. */
export function fleetStates(
	fleet: Fleet,
	silent: ReadonlySet<string>,
	floors: LevelFloors
): TickStates {
	const entries = fleet.rows.map((row): [ServerRow, RiskEntry] => [
		row,
		riskEntry(row, silent.has(row.name), floors)
	]);
	return {
		summary: summaryOf(fleet, entries, silent, floors),
		risk: Object.fromEntries(entries.map(([row, entry]) => [row.name, entry])),
		metrics: Object.fromEntries(fleet.rows.map((row) => [row.name, row.reading])),
		alerts: Object.fromEntries(fleet.alerts.map((alert) => [alertId(alert), alert]))
	};
}

/** Unambiguous, since metric names hold no colon. */
export function alertId({ metric, server }: Pick<Alert, 'metric' | 'server'>): string {
	return `${metric}:${server}`;
}

/** One server's part of the topic `alerts`, as a part of its own topic; nothing where it has none. */
export function alertsOf(server: string, alerts: readonly Alert[]): { alerts?: AlertsState } {
	const own = alerts.filter((alert) => alert.server === server);
	return own.length === 0
		? {}
		: { alerts: Object.fromEntries(own.map((alert) => [alertId(alert), alert])) };
}

export function riskEntry(row: ServerRow, silent: boolean, floors: LevelFloors): RiskEntry {
	const score = tenth(row.score);
	const entry = { score, level: levelOf(score, floors), profile: row.profile };
	return silent ? { ...entry, silent } : entry;
}

function summaryOf(
	fleet: Fleet,
	entries: readonly [ServerRow, RiskEntry][],
	silent: ReadonlySet<string>,
	floors: LevelFloors
): FleetStates['summary'] {
	const byRisk = [...entries].sort(
		([a, { score: scoreA }], [b, { score: scoreB }]) =>
			scoreB - scoreA || (a.name < b.name ? -1 : 1)
	);
	const attention = byRisk.filter(([, { score }]) => score >= floors.degraded);
	const counts = { critical: 0, warning: 0, degraded: 0, healthy: 0 };
	for (const [, { level }] of entries) counts[level]++;
	const { risk30m, risk8h, fleetHealth } = fleet.environment;
	return {
		counts: {
			total: entries.length,
			...counts,
			attention: attention.length,
			silent: entries.filter(([row]) => silent.has(row.name)).length
		},
		...(risk30m === undefined ? {} : { risk30mPercent: tenth(risk30m * 100) }),
		...(risk8h === undefined ? {} : { risk8hPercent: tenth(risk8h * 100) }),
		...(fleetHealth === undefined ? {} : { fleetHealth }),
		highest: Object.fromEntries(
			byRisk.slice(0, HIGHEST_SHOWN).map(([row, entry]) => [row.name, entry])
		),
		attention: Object.fromEntries(
			attention.slice(0, ATTENTION_SHOWN).map(([row, entry]) => [row.name, attentionOf(row, entry)])
		),
		...(fleet.setAside.length ? { setAside: fleet.setAside.length } : {})
	};
}

function attentionOf({ reading }: ServerRow, entry: RiskEntry): Attention {
	return {
		...entry,
		...(reading.cpu ? { cpu: reading.cpu } : {}),
		...(reading.iowait ? { iowait: reading.iowait } : {}),
		...(reading.memory ? { memory: reading.memory } : {})
	};
}
