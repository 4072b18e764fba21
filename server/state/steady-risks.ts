import { callsAtOnce, FLEET_RISKS, type FleetRisk } from '#core/alerting/environment-rules.ts';
import type { LevelThresholds } from '#core/levels/levels.ts';
import { steadied, type Steady } from '#core/levels/steady.ts';
import type { RiskState, SummaryState } from '#core/topics/states.ts';
import { maxGapMs, spacingAfter, type TickSpacing } from '../tick-spacing.ts';

interface Seen {
	readonly steady: Steady;
	readonly seenAt: number;
}

/** The risks that count in events, alerts and history: of each server, and of the fleet in percent. */
export interface SteadyRisks {
	readonly spacing: TickSpacing | undefined;
	readonly servers: ReadonlyMap<string, Seen>;
	readonly fleet: ReadonlyMap<FleetRisk, Seen>;
}

export const NOTHING_STEADY: SteadyRisks = {
	spacing: undefined,
	servers: new Map(),
	fleet: new Map()
};

export interface SteadyDeps {
	readonly holdMs: number;
	readonly thresholds: LevelThresholds;
}

/** The risks read in one tick. */
export interface RisksRead {
	readonly servers: Iterable<readonly [server: string, score: number]>;
	readonly fleet: Pick<SummaryState, FleetRisk>;
}

/** Adds one tick, at a monotonic time. A risk that was missing for long starts anew. */
export function observeRisks(
	before: SteadyRisks,
	{ servers, fleet }: RisksRead,
	at: number,
	{ holdMs, thresholds }: SteadyDeps
): SteadyRisks {
	const near = before.spacing ? maxGapMs(before.spacing) : 0;
	const known = (seen: Seen | undefined) =>
		seen && at - seen.seenAt <= near ? seen.steady : undefined;
	const next = new Map([...before.servers].filter(([, seen]) => known(seen)));
	const isUrgent = (score: number) => score >= thresholds.critical;
	for (const [server, score] of servers) {
		const steady = steadied(known(before.servers.get(server)), score, at, { holdMs, isUrgent });
		next.set(server, { steady, seenAt: at });
	}
	const percents = new Map<FleetRisk, Seen>();
	for (const risk of FLEET_RISKS) {
		const percent = fleet[risk];
		if (percent === undefined) continue;
		const rule = { holdMs, isUrgent: (value: number) => callsAtOnce(risk, value) };
		const steady = steadied(known(before.fleet.get(risk)), percent, at, rule);
		percents.set(risk, { steady, seenAt: at });
	}
	return { spacing: spacingAfter(before.spacing, at), servers: next, fleet: percents };
}

/**
 * Restores the risks that counted when these states were shown, just before `at`, so that a restart does not reset them.
 */
export function resumedRisks(risk: RiskState, summary: SummaryState, at: number): SteadyRisks {
	const seen = (value: number): Seen => ({
		steady: { value, recent: [{ value, from: at }] },
		seenAt: at
	});
	return {
		spacing: { at, intervalMs: 0 },
		servers: new Map(
			Object.entries(risk).map(([server, { score, steady }]) => [
				server,
				seen(steady?.score ?? score)
			])
		),
		fleet: new Map(
			FLEET_RISKS.flatMap((name) => {
				const percent = summary.steady?.[name] ?? summary[name];
				return percent === undefined ? [] : [[name, seen(percent)] as const];
			})
		)
	};
}
