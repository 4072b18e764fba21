import { REFERENCE_STEP } from '#core/accuracy/answer.ts';
import { NO_SCORE, plus, scoreOf, type ScoreSums } from '#core/accuracy/score.ts';
import type { PoolOutcome } from '#core/borne-out/pool.ts';
import type { RiskState } from '#core/topics/states.ts';
import type { SampledForecasts } from '../kept-tick.ts';
import { roundKept } from './sample-codec.ts';
import { quantilesAt, type Sample } from './samples.ts';

/** The scores of one metric and profile, and the outcomes that they are of. */
export interface ScoredGroup {
	readonly metric: string;
	readonly profile: string;
	sums: ScoreSums;
	readonly outcomes: PoolOutcome[];
}

/** Sums by metric and profile, and, at the reference step, by server. */
export interface Scored {
	readonly groups: ReadonlyMap<string, Readonly<ScoredGroup>>;
	readonly servers: ReadonlyMap<string, { profile: string; count: number; inside: number }>;
	readonly truths: number;
}

/** The actual values at one time, which forecasts are compared with. */
export interface Actual {
	readonly at: number;
	readonly risk: RiskState;
	readonly values: Pick<SampledForecasts, 'servers' | 'metrics' | 'now'>;
}

/**
 * Scores one horizon of a sample against the actual values. A server or a metric that is not in both is left out, and so is
 * a silent server, because its values are old.
 */
export function scoreSample(sample: Sample, position: number, { risk, values }: Actual): Scored {
	const groups = new Map<string, ScoredGroup>();
	const servers = new Map<string, { profile: string; count: number; inside: number }>();
	const rowOf = new Map(values.servers.map((server, index) => [server, index]));
	const columnOf = new Map(values.metrics.map((metric, index) => [metric, index]));
	const came = roundKept(values.now);
	let truths = 0;
	sample.servers.forEach((server, row) => {
		const truthRow = rowOf.get(server);
		const entry = Object.hasOwn(risk, server) ? risk[server] : undefined;
		if (truthRow === undefined || !entry || entry.silent) return;
		const { profile } = entry;
		sample.metrics.forEach((metric, column) => {
			const truthColumn = columnOf.get(metric);
			if (truthColumn === undefined) return;
			const cell = row * sample.metrics.length + column;
			const value = came[truthRow * values.metrics.length + truthColumn];
			const outcome = {
				...quantilesAt(sample, cell, position),
				then: sample.now[cell] ?? NaN,
				truth: value ?? NaN
			};
			if (Object.values(outcome).some(Number.isNaN)) return;
			const score = scoreOf(outcome);
			truths++;
			const key = `${metric}\n${profile}`;
			const group = groups.get(key) ?? { metric, profile, sums: NO_SCORE, outcomes: [] };
			groups.set(key, group);
			group.sums = plus(group.sums, score);
			const { p10, p50, p90, truth: actual } = outcome;
			group.outcomes.push({ p10, p50, p90, actual });
			if (sample.steps[position] !== REFERENCE_STEP) return;
			const own = servers.get(server) ?? { profile, count: 0, inside: 0 };
			servers.set(server, {
				profile,
				count: own.count + 1,
				inside: own.inside + score.inside
			});
		});
	});
	return { groups, servers, truths };
}
