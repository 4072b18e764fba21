import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { partPoints, scoreBreakdown } from '#view-models/insights/score-points.ts';
import { SCORE_ROWS } from '#view-models/insights/score-rule.ts';
import type { Forecast, ServerState } from '#core/topics/states.ts';
import {
	HORIZON_STEPS,
	METRIC_COUNT,
	METRIC_INDEX
} from '../../../server/embedded/daemon/metrics.ts';
import { riskInputs, riskScore } from '../../../server/embedded/daemon/rules/risk.ts';
import type { Reading } from '../../../server/embedded/daemon/rules/reading.ts';
import { serverState } from '../../../server/state/server-state.ts';
import { readFleet } from '../../../server/upstream/read-fleet.ts';
import { recordedJson } from '../../support/recordings.ts';

type Present = Extract<ServerState, { present: true }>;
const SCORED = [
	'cpu_idle_pct',
	'cpu_user_pct',
	'mem_used_pct',
	'cpu_iowait_pct',
	'swap_used_pct',
	'load_average'
] as const;

const flat = (now: number, p10 = now, p90 = now): Forecast => ({
	now,
	trend: 0,
	p10: Array<number>(12).fill(p10),
	p50: Array<number>(12).fill(now),
	p90: Array<number>(12).fill(p90)
});

function server(score: number, metrics: Record<string, Forecast>): Present {
	return { present: true, score, level: 'healthy', profile: 'Generic', metrics };
}

describe('the points of a score', () => {
	test('are those of each metric now and predicted, weighed 0.7 and 0.3, largest first', () => {
		const breakdown = scoreBreakdown(
			'ppweb001',
			server(47, {
				cpu_idle_pct: flat(4, 1, 9),
				mem_used_pct: flat(86),
				cpu_iowait_pct: flat(2),
				load_average: flat(3)
			})
		);
		expect(breakdown).toMatchObject({
			kind: 'exact',
			variant: 'meant',
			sum: 47,
			parts: [
				{ group: 'cpu', now: 96, ahead: 99, nowPoints: 28, aheadPoints: 12 },
				{ group: 'memory', now: 86, nowPoints: 7, aheadPoints: 0 },
				{ group: 'iowait' },
				{ group: 'swap', now: undefined },
				{ group: 'load', ahead: undefined }
			]
		});
	});

	test('of a database count its memory later', () => {
		const metrics = { mem_used_pct: flat(96, 96, 96) };
		expect(scoreBreakdown('ppdb001', server(16.5, metrics))).toMatchObject({ variant: 'meant' });
		expect(scoreBreakdown('ppweb001', server(27, metrics))).toMatchObject({ variant: 'meant' });
	});

	test('are found for daemons in service too, which score a database like any other', () => {
		expect(scoreBreakdown('ppdb001', server(27, { mem_used_pct: flat(96, 96, 96) }))).toMatchObject(
			{ kind: 'exact', variant: 'in-service' }
		);
	});

	test('that come to more than 100 reproduce a score of 100', () => {
		const all = {
			cpu_idle_pct: flat(0),
			mem_used_pct: flat(99),
			cpu_iowait_pct: flat(40),
			swap_used_pct: flat(60),
			load_average: flat(20)
		};
		expect(scoreBreakdown('a', server(100, all))).toMatchObject({ kind: 'exact' });
	});

	test('are not shown where no known rule reproduces the score', () => {
		expect(scoreBreakdown('a', server(33.3, { mem_used_pct: flat(50) }))).toEqual({
			kind: 'differs'
		});
	});

	test('are not known where the forecast holds only some steps', () => {
		const sampled = { ...flat(50), steps: [1, 3, 6, 12, 24, 48, 96] };
		expect(scoreBreakdown('a', server(0, { mem_used_pct: sampled }))).toEqual({ kind: 'unknown' });
	});
});

/** Values near the rows of the rule are those that matter. */
const edges = [
	...new Set(
		Object.values(SCORE_ROWS).flatMap(({ now, ahead }) => [...now, ...ahead].map(([edge]) => edge))
	)
];
const tenths = fc.oneof(
	fc.integer({ min: 0, max: 1000 }).map((value) => value / 10),
	fc.constantFrom(...edges),
	fc.constantFrom(...edges).map((edge) => 100 - edge)
);

test('whatever the metrics, the points reproduce the embedded daemon’s own score', () => {
	const metric = fc.option(
		fc.tuple(
			tenths,
			fc.array(tenths, { minLength: 6, maxLength: 6 }),
			fc.array(tenths, { minLength: 6, maxLength: 6 })
		),
		{ freq: 5 }
	);
	fc.assert(
		fc.property(
			fc.constantFrom('ppdb001', 'ppweb001'),
			fc.tuple(...SCORED.map(() => metric)),
			(name, drawn) => {
				const blank = () => new Float64Array(METRIC_COUNT * HORIZON_STEPS).fill(NaN);
				const reading: Reading = {
					serverName: name,
					current: new Float64Array(METRIC_COUNT).fill(NaN),
					p10: blank(),
					p50: blank(),
					p90: blank()
				};
				const metrics: Record<string, Forecast> = {};
				drawn.forEach((values, index) => {
					const called = SCORED[index];
					if (!values || !called) return;
					const [now, p10, p90] = values;
					const position = METRIC_INDEX[called];
					reading.current[position] = now;
					reading.p10.set(p10, position * HORIZON_STEPS);
					reading.p90.set(p90, position * HORIZON_STEPS);
					metrics[called] = { now, trend: 0, p10, p50: p10, p90 };
				});
				const score = riskScore(name, riskInputs(reading));
				const breakdown = scoreBreakdown(name, server(score, metrics));
				expect(breakdown.kind).toBe('exact');
				if (breakdown.kind !== 'exact') return;
				const sum = breakdown.parts.reduce((total, part) => total + partPoints(part), 0);
				expect(Math.abs(Math.min(100, sum) - score)).toBeLessThan(0.06);
			}
		),
		{ numRuns: 300 }
	);
});

test.each(['healthy', 'degrading', 'critical-escalated'])(
	'the recorded scores of a daemon in service are reproduced but for values at an edge (%s)',
	(folder) => {
		const fleet = readFleet(recordedJson(`${folder}/predictions-current.json`));
		if (!fleet.ok) throw new Error(fleet.problem.detail);
		const kinds = fleet.value.rows.map(({ name }) => {
			const state = serverState(fleet.value, name, { silent: new Set() }, DEFAULT_THRESHOLDS);
			if (!state.present) throw new Error(name);
			return scoreBreakdown(name, state).kind;
		});
		const exact = kinds.filter((kind) => kind === 'exact').length;
		expect(exact / kinds.length).toBeGreaterThanOrEqual(0.9);
	}
);
