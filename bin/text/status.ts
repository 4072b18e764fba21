import { countsInWords, judgedCounts } from '#view-models/levels/warming.ts';
import { connectionStateOf, type ConnectionFacts } from '#view-models/frame/connection-state.ts';
import { fleetHealth, type FleetHealth } from '#view-models/levels/fleet-health.ts';
import { clockTime, counted, decimal } from '#core/format.ts';
import { LEVELS, type Level } from '#core/levels/levels.ts';
import type { ServerState, SummaryState } from '#core/topics/states.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../exit-code.ts';
import { harmless } from '../terminal/harmless.ts';
import { LEVEL_SHAPES, type Style } from '../terminal/style.ts';

/** The facts behind the answer of `status`. */
export interface StatusFacts extends ConnectionFacts {
	readonly summary: SummaryState | undefined;
	/** The requested server, by name. */
	readonly server?: { readonly name: string; readonly state: ServerState | undefined };
	readonly tick: number | undefined;
	/** The age of the data, in ms. */
	readonly ageMs: number | undefined;
}

/** The answer as JSON. `level` is the most urgent of the fleet's servers, or that of the requested one. */
export interface Status {
	readonly status: Level | 'unknown';
	readonly exitCode: ExitCode;
	readonly headline: string;
	readonly reason?: string;
	readonly server?: string;
	readonly score?: number;
	readonly environment?: FleetHealth['status'];
	readonly counts?: SummaryState['counts'];
	readonly risk30mPercent?: number;
	readonly risk8hPercent?: number;
	readonly tick?: number;
	readonly at?: number;
	readonly ageMs?: number;
	readonly demo: boolean;
}

/** Only fresh data are judged: everything else is unknown, however calm it looked before. */
export function statusOf(facts: StatusFacts): Status {
	const { headline, reason, kind } = connectionStateOf(facts);
	const { summary, server, tick, at, ageMs, demo } = facts;
	const head = {
		headline,
		demo,
		...(server && { server: server.name }),
		...(reason === undefined ? {} : { reason }),
		...(tick === undefined ? {} : { tick }),
		...(at === undefined ? {} : { at }),
		...(ageMs === undefined ? {} : { ageMs: Math.round(ageMs) })
	};
	const unknown: Status = { status: 'unknown', exitCode: EXIT.unknown, ...head };
	if (kind !== 'live' && kind !== 'degraded') return unknown;
	if (server) {
		if (!server.state) return unknown;
		if (!server.state.present) return { ...unknown, reason: 'The fleet has no such server.' };
		const { level, score } = server.state;
		return { ...unknown, status: level, exitCode: exitCodeOf(level), score };
	}
	if (!summary) return unknown;
	const { counts, risk30mPercent, risk8hPercent } = summary;
	const judged = judgedCounts(counts);
	const level = LEVELS.find((candidate) => judged[candidate] > 0);
	if (!level)
		return {
			...unknown,
			reason: judged.warming ? 'All servers are warming up.' : 'The fleet has no servers.'
		};
	const environment = fleetHealth(counts)?.status;
	return {
		status: level,
		exitCode: exitCodeOf(level),
		...head,
		...(environment && { environment }),
		counts,
		...(risk30mPercent === undefined ? {} : { risk30mPercent }),
		...(risk8hPercent === undefined ? {} : { risk8hPercent })
	};
}

/** The answer in words: the level first, then the facts behind it. */
export function statusLines(status: Status, style: Style): string[] {
	const { headline, reason, server, score, counts, environment, at } = status;
	const level = status.status;
	const word =
		level === 'unknown'
			? style.bold('? unknown')
			: style.level(level, `${LEVEL_SHAPES[level]} ${level}`);
	const subject = server === undefined ? '' : `  ${harmless(server)}`;
	const risk = score === undefined ? '' : `  risk ${decimal(score)}`;
	const told = [`${word}${subject}${risk}  ${harmless(headline)}`];
	if (reason !== undefined) told.push(harmless(reason));
	if (counts) {
		const beside = fleetHealth(counts)?.beside;
		const health = [environment ?? 'unknown', ...(beside === undefined ? [] : [beside])].join(', ');
		told.push(
			`${counted(counts.total, 'server')}: ${countsInWords(counts)}; environment ${health}`
		);
	}
	const { risk30mPercent, risk8hPercent } = status;
	if (risk30mPercent !== undefined && risk8hPercent !== undefined)
		told.push(
			`mean score ${decimal(risk30mPercent)}% in 30 min, ${decimal(risk8hPercent)}% in 8 h`
		);
	if (at !== undefined) told.push(`last update ${clockTime(at, 'viewer')}${ageOf(status)}`);
	if (status.demo) told.push('demo data');
	return told;
}

function ageOf({ ageMs }: Status): string {
	return ageMs === undefined ? '' : `, data ${decimal(ageMs / 1000)} s old`;
}
