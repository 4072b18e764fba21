import { describe, expect, test } from 'vitest';
import { attentionOf } from '../../../../server/embedded/daemon/explain/attention.ts';
import {
	heldSamples,
	probabilityBelow
} from '../../../../server/embedded/daemon/explain/counterfactuals.ts';
import { pastWeights } from '../../../../server/embedded/daemon/explain/past-weights.ts';
import { scenariosFor } from '../../../../server/embedded/daemon/explain/scenarios.ts';
import { Daemon } from '../../../../server/embedded/daemon/daemon.ts';
import { emptyQuantiles } from '../../../../server/embedded/daemon/forecast/quantiles.ts';
import { Pool } from '../../../../server/embedded/daemon/forecast/pool.ts';
import { slotOf } from '../../../../server/embedded/daemon/forecast/season.ts';
import { ServerModel } from '../../../../server/embedded/daemon/forecast/server-model.ts';
import {
	METRIC_COUNT,
	METRIC_INDEX,
	METRIC_NAMES,
	STEP_MS,
	type MetricName
} from '../../../../server/embedded/daemon/metrics.ts';
import { nearMean } from '../../../../server/embedded/daemon/rules/risk.ts';
import { createRandom } from '../../../../server/embedded/shared/random.ts';
import { workload } from './workload.ts';

const deaf = { record: () => undefined };
const IDLE = METRIC_INDEX.cpu_idle_pct;

function modelAfter(days: number): { model: ServerModel; steps: number } {
	const model = new ServerModel(new Pool(), deaf);
	let steps = 0;
	for (const { at, values } of workload(createRandom(4), days)) {
		model.observe(at, values);
		steps += 1;
	}
	return { model, steps };
}

function nearForecast(model: ServerModel): number {
	const quantiles = emptyQuantiles();
	model.forecast(quantiles);
	return nearMean(quantiles.p50, IDLE);
}

describe('the weights on the past', () => {
	test.each([0.1, 0.5, 1.5, 3, 8])('sum to 1 after %d days', (days) => {
		const { model, steps } = modelAfter(days);
		const series = model.series[IDLE];
		if (!series) throw new Error('the workload reports idle time');
		const weights = pastWeights(series, slotOf(model.at), steps);
		expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
	});

	test('say truly how much the forecast moves with the newest value', () => {
		const { model, steps } = modelAfter(3);
		const [calm, moved] = [model.copy(), model.copy()];
		const values = new Float64Array(METRIC_COUNT).fill(NaN);
		values[IDLE] = 70;
		calm.observe(model.at + STEP_MS, values);
		values[IDLE] = 72;
		moved.observe(model.at + STEP_MS, values);
		const series = calm.series[IDLE];
		if (!series) throw new Error('the workload reports idle time');
		const [newest = NaN] = pastWeights(series, slotOf(calm.at), steps + 1);
		expect((nearForecast(moved) - nearForecast(calm)) / 2).toBeCloseTo(newest, 3);
	});

	test('lean on the same time yesterday once a day is known', () => {
		const { model, steps } = modelAfter(4);
		const series = model.series[IDLE];
		if (!series) throw new Error('the workload reports idle time');
		const { important_periods } = attentionOf(
			'a',
			'cpu_idle_pct',
			pastWeights(series, slotOf(model.at), steps)
		);
		expect(important_periods.map(({ period }) => period)).toContain('Around this time yesterday');
	});

	test.each([1, 149, 150, 151, 2000, 10_000])(
		'of %d steps are told in at most 150 shares that sum to 1',
		(steps) => {
			const answer = attentionOf('a', 'load_average', new Float64Array(steps).fill(-0.25));
			expect(answer.attention_weights.length).toBeLessThanOrEqual(150);
			expect(answer.attention_weights.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
			expect(answer.total_timesteps).toBe(answer.attention_weights.length);
		}
	);
});

describe('counterfactuals', () => {
	const FIRST = new Date(2026, 0, 5).getTime();
	const TICK_MS = 15_000;

	/** A daemon whose one server has long reported the same values; those not given earn no points. */
	function steadyDaemon(values: Partial<Record<MetricName, number>>): Daemon {
		const calm = { cpu_user_pct: 30, cpu_sys_pct: 5, cpu_iowait_pct: 2, cpu_idle_pct: 63 };
		const rest = { mem_used_pct: 40, swap_used_pct: 2, load_average: 2 };
		const record = { server_name: 'ppweb001', ...calm, ...rest, ...values };
		const daemon = new Daemon({ now: () => FIRST, windowRecords: 360, windowMs: 30 * 60_000 });
		for (let tick = 0; tick < 200; tick++) {
			daemon.feed([{ ...record, timestamp: new Date(FIRST + tick * TICK_MS).toISOString() }]);
		}
		return daemon;
	}

	function busyDaemon(): { daemon: Daemon; last: Float64Array; at: number } {
		const daemon = new Daemon({ now: () => FIRST, windowRecords: 360, windowMs: 30 * 60_000 });
		const random = createRandom(9);
		let at = FIRST;
		let last = new Float64Array();
		for (let tick = 0; tick < 400; tick++) {
			at = FIRST + tick * TICK_MS;
			last = new Float64Array(METRIC_COUNT).fill(10);
			last[METRIC_INDEX.cpu_user_pct] = 88 + random.uniform();
			last[IDLE] = 4 + random.uniform();
			last[METRIC_INDEX.cpu_iowait_pct] = 25 + random.uniform();
			last[METRIC_INDEX.mem_used_pct] = 96;
			last[METRIC_INDEX.load_average] = 14;
			daemon.feed([toRecord(at, last)]);
		}
		return { daemon, last, at };
	}

	function toRecord(at: number, values: Float64Array) {
		const metrics = METRIC_NAMES.map((metric, index) => [metric, values[index]]);
		const timestamp = new Date(at).toISOString();
		return { timestamp, server_name: 'ppweb001', ...Object.fromEntries(metrics) };
	}

	function explained(daemon: Daemon) {
		const answer = daemon.explain('ppweb001');
		if ('missing' in answer) throw new Error(answer.missing);
		return answer.explanation;
	}

	test('agree with feeding the changed metrics for real', () => {
		const { daemon, last, at } = busyDaemon();
		const told = explained(daemon).counterfactuals;
		const unknown = new Float64Array(METRIC_COUNT).fill(NaN);
		const scenarios = scenariosFor(last, unknown).filter((each) =>
			told.some(({ scenario }) => scenario === each.scenario)
		);
		expect(scenarios).toHaveLength(5);
		for (const { scenario, values } of scenarios) {
			const { daemon: real } = busyDaemon();
			for (const held of heldSamples(at, TICK_MS, values)) {
				real.feed([toRecord(held.at, held.values)]);
			}
			const after = explained(real);
			const nothing = after.counterfactuals.find(({ effort }) => effort === 'None');
			const foretold = told.find((each) => each.scenario === scenario);
			expect(foretold?.predicted_cpu).toBeCloseTo(nothing?.predicted_cpu ?? NaN, 6);
			expect(foretold?.predicted_risk).toBe(after.risk_score);
		}
	});

	test('come best first by the score after them, with doing nothing among them as it is foreseen', () => {
		const { daemon } = busyDaemon();
		const { counterfactuals } = explained(daemon);
		const scores = counterfactuals.map(({ predicted_risk }) => predicted_risk);
		expect(scores).toEqual(scores.toSorted((one, other) => one - other));
		const nothing = counterfactuals.find(({ effort }) => effort === 'None');
		expect(nothing).toMatchObject({
			scenario: 'Do nothing',
			change: 0,
			risk_change: 0,
			safe: false
		});
		expect(counterfactuals[0]?.risk_change).toBeLessThan(-10);
	});

	test.each([
		['cpu', { cpu_user_pct: 90, cpu_idle_pct: 3 }, 'Half of the work elsewhere'],
		['memory', { mem_used_pct: 96 }, 'Memory use down by a fifth'],
		['I/O wait', { cpu_iowait_pct: 35, cpu_idle_pct: 30 }, 'Half of the I/O wait'],
		['swap', { swap_used_pct: 45 }, 'Half of the swap in use'],
		['load', { load_average: 14 }, 'Half of the load average']
	])('where %s alone earns points, ease that and come before doing nothing', (_, values, best) => {
		const { counterfactuals, risk_score } = explained(steadyDaemon(values));
		expect(risk_score).toBeGreaterThan(0);
		const names = counterfactuals.map(({ scenario }) => scenario);
		const eased = counterfactuals.find(({ scenario }) => scenario === best);
		expect(eased?.predicted_risk).toBeLessThan(risk_score);
		expect(names.indexOf(best)).toBeLessThan(names.indexOf('Do nothing'));
		expect(counterfactuals[0]?.predicted_risk).toBe(eased?.predicted_risk);
	});

	test('where nothing earns points, are about the CPU, and doing nothing comes last only by CPU', () => {
		const { counterfactuals } = explained(steadyDaemon({}));
		expect(counterfactuals.map(({ scenario }) => scenario)).toEqual([
			'Half of the work elsewhere',
			'A fifth less work',
			'Half of the I/O wait',
			'Do nothing'
		]);
	});

	test('where one change is too little, hold several at once', () => {
		const { counterfactuals } = explained(
			steadyDaemon({
				cpu_user_pct: 59,
				cpu_sys_pct: 0,
				cpu_iowait_pct: 40,
				cpu_idle_pct: 1,
				mem_used_pct: 99,
				swap_used_pct: 55,
				load_average: 20
			})
		);
		expect(counterfactuals[0]).toMatchObject({
			scenario: 'Half of the work and of the I/O wait, memory down by a fifth'
		});
		expect(counterfactuals[0]?.predicted_risk).toBeLessThan(60);
		expect(counterfactuals.at(-1)?.predicted_risk).toBe(100);
	});

	test('leave out what would change nothing that is reported', () => {
		const now = new Float64Array(METRIC_COUNT).fill(NaN);
		now[METRIC_INDEX.mem_used_pct] = 96;
		const names = scenariosFor(now, now).map(({ scenario }) => scenario);
		expect(names).toEqual([
			'Memory use down by a fifth',
			'Half of the work and of the I/O wait, memory down by a fifth'
		]);
	});

	test('leave the model as it was', () => {
		const { daemon } = busyDaemon();
		const first = explained(daemon);
		expect(explained(daemon)).toEqual(first);
	});

	test.each([
		[10, 0.05],
		[20, 0.1],
		[35, 0.3],
		[50, 0.5],
		[70, 0.7],
		[90, 0.9],
		[95, 0.95]
	])('of quantiles 20, 50 and 90, the probability below %d is %d', (limit, probability) => {
		expect(probabilityBelow(limit, 20, 50, 90)).toBeCloseTo(probability, 10);
	});
});

test('the impacts of an explanation sum to the score it explains', () => {
	const daemon = new Daemon({ now: () => 0, windowRecords: 360, windowMs: 30 * 60_000 });
	for (let tick = 0; tick < 120; tick++) {
		const timestamp = new Date(Date.UTC(2026, 0, 5) + tick * 5000).toISOString();
		daemon.feed([
			{ timestamp, server_name: 'x', cpu_idle_pct: 1, mem_used_pct: 99, load_average: 9 }
		]);
	}
	const answer = daemon.explain('x');
	if ('missing' in answer) throw new Error(answer.missing);
	const { shap, risk_score } = answer.explanation;
	const sum = shap.feature_importance.reduce((total, [, { impact }]) => total + impact, 0);
	expect(risk_score).toBeGreaterThan(0);
	expect(Math.abs(sum - risk_score)).toBeLessThan(1e-9);
	expect(shap.feature_importance.map(([metric]) => metric).sort()).toEqual([
		'cpu_idle_pct',
		'load_average',
		'mem_used_pct'
	]);
});
