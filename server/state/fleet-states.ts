import { alertKey } from '#core/alerting/alert-key.ts';
import { FLEET_RISKS, ruleBrokenAt, type FleetRisk } from '#core/alerting/environment-rules.ts';
import { routeOf } from '#core/alerting/routing.ts';
import { countRejected, type Fleet, type ServerRow } from '#core/fleet.ts';
import { levelOf, type LevelThresholds } from '#core/levels/levels.ts';
import { tenth } from '#core/metrics/metrics.ts';
import type { TickTopic } from '#core/protocol/topic.ts';
import type { FleetStates } from '#core/topics/schema-of.ts';
import type {
	Alert,
	AlertsState,
	Attention,
	CountedRisk,
	RiskEntry,
	SummaryState
} from '#core/topics/states.ts';
import { NOTHING_STEADY, type RisksRead, type SteadyRisks } from './steady-risks.ts';

/** How many servers the list of highest risk holds; a screen may show fewer. */
const HIGHEST_SHOWN = 20;
/** How many servers needing attention a summary holds; `counts.attention` is the total. */
const ATTENTION_SHOWN = 100;

/** Additional facts about single servers. */
export interface Marks {
	/** Servers whose values do not change. */
	readonly silent: ReadonlySet<string>;
	/** Servers with too little data for a good forecast. */
	readonly warming?: ReadonlySet<string>;
}

export type TickStates = Pick<FleetStates, TickTopic>;

/** Returns the states of the fleet's topics for one good answer. `steady` holds the risks that count. */
export function fleetStates(
	fleet: Fleet,
	marks: Marks,
	thresholds: LevelThresholds,
	steady: SteadyRisks = NOTHING_STEADY
): TickStates {
	const entries = fleet.rows.map((row): [ServerRow, RiskEntry] => [
		row,
		riskEntry(row, marks, thresholds)
	]);
	return {
		summary: { ...summaryOf(fleet, entries, thresholds), ...steadyOfFleet(fleet, steady) },
		risk: Object.fromEntries(
			entries.map(([row, entry]) => [
				row.name,
				{ ...entry, ...steadyOf(entry, steady.servers.get(row.name)?.steady.value, thresholds) }
			])
		),
		metrics: Object.fromEntries(fleet.rows.map((row) => [row.name, row.reading])),
		alerts: Object.fromEntries(fleet.alerts.map((alert) => [alertKey(alert), alert])),
		outlook: fleet.outlook.servers,
		'outlook-fleet': fleet.outlook.fleet
	};
}

/** Returns one server's part of the topic `alerts` for its own topic; nothing where it has none. */
export function alertsOf(server: string, alerts: readonly Alert[]): { alerts?: AlertsState } {
	const own = alerts.filter((alert) => alert.server === server);
	return own.length === 0
		? {}
		: { alerts: Object.fromEntries(own.map((alert) => [alertKey(alert), alert])) };
}

/** Returns a server's entry of the topic `risk`; its score is rounded to tenths, as it is shown. */
export function riskEntry(row: ServerRow, marks: Marks, thresholds: LevelThresholds): RiskEntry {
	const score = tenth(row.score);
	return {
		score,
		level: levelOf(score, thresholds),
		profile: row.profile,
		...(marks.silent.has(row.name) && { silent: true }),
		...(marks.warming?.has(row.name) && { warming: true })
	};
}

function summaryOf(
	fleet: Fleet,
	entries: readonly [ServerRow, RiskEntry][],
	thresholds: LevelThresholds
): FleetStates['summary'] {
	const byRisk = [...entries].sort(
		([a, { score: scoreA }], [b, { score: scoreB }]) =>
			scoreB - scoreA || (a.name < b.name ? -1 : 1)
	);
	const attention = byRisk.filter(([, { score }]) => score >= thresholds.degraded);
	const counts = { critical: 0, warning: 0, degraded: 0, healthy: 0 };
	for (const [, { level }] of entries) counts[level]++;
	const warming = entries.filter(([, entry]) => entry.warming);
	const unjudged = warming.filter(([, { level }]) => level === 'healthy').length;
	const { fleetHealth } = fleet.environment;
	const overLimit = fleet.outlook.fleet.all.now;
	return {
		counts: {
			total: entries.length,
			...counts,
			attention: attention.length,
			silent: entries.filter(([, entry]) => entry.silent).length,
			...(warming.length === 0 ? {} : { warming: warming.length }),
			...(unjudged === 0 ? {} : { unjudged }),
			...(overLimit === 0 ? {} : { overLimit })
		},
		...percentsOf(fleet),
		...(fleetHealth === undefined ? {} : { fleetHealth }),
		highest: Object.fromEntries(
			byRisk.slice(0, HIGHEST_SHOWN).map(([row, entry]) => [row.name, entry])
		),
		attention: Object.fromEntries(
			attention.slice(0, ATTENTION_SHOWN).map(([row, entry]) => [row.name, attentionOf(row, entry)])
		),
		...(fleet.rejected.length ? { setAside: countRejected(fleet.rejected) } : {})
	};
}

/** Returns the scores and percents of an answer, as they are shown. */
export function risksRead(fleet: Fleet): RisksRead {
	return {
		servers: fleet.rows.map(({ name, score }) => [name, tenth(score)] as const),
		fleet: percentsOf(fleet)
	};
}

function percentsOf({ environment: { risk30m, risk8h } }: Fleet): Pick<SummaryState, FleetRisk> {
	return {
		...(risk30m === undefined ? {} : { risk30mPercent: tenth(risk30m * 100) }),
		...(risk8h === undefined ? {} : { risk8hPercent: tenth(risk8h * 100) })
	};
}

function steadyOf(
	{ score, level }: RiskEntry,
	counts: number | undefined,
	thresholds: LevelThresholds
): Pick<CountedRisk, 'steady'> {
	if (counts === undefined) return {};
	const steady = { score: counts, level: levelOf(counts, thresholds) };
	return steady.level === level && routeOf(counts) === routeOf(score) ? {} : { steady };
}

function steadyOfFleet(fleet: Fleet, { fleet: known }: SteadyRisks): Pick<SummaryState, 'steady'> {
	const percents = percentsOf(fleet);
	const counting = FLEET_RISKS.flatMap((risk) => {
		const [now, counts] = [percents[risk], known.get(risk)?.steady.value];
		if (now === undefined || counts === undefined) return [];
		return ruleBrokenAt(risk, now) === ruleBrokenAt(risk, counts) ? [] : [[risk, counts] as const];
	});
	return counting.length ? { steady: Object.fromEntries(counting) } : {};
}

function attentionOf({ reading }: ServerRow, entry: RiskEntry): Attention {
	return {
		...entry,
		...(reading.cpu ? { cpu: reading.cpu } : {}),
		...(reading.iowait ? { iowait: reading.iowait } : {}),
		...(reading.memory ? { memory: reading.memory } : {})
	};
}
