import { describe, expect, test } from 'vitest';
import { attentionOf } from '../../../../server/embedded/daemon/explain/attention.ts';
import { pastWeights } from '../../../../server/embedded/daemon/explain/past-weights.ts';
import { Daemon } from '../../../../server/embedded/daemon/daemon.ts';
import { emptyQuantiles } from '../../../../server/embedded/daemon/forecast/quantiles.ts';
import { Pool } from '../../../../server/embedded/daemon/forecast/pool.ts';
import { ServerModel } from '../../../../server/embedded/daemon/forecast/server-model.ts';
import { METRIC_COUNT, METRIC_INDEX, STEP_MS } from '../../../../server/embedded/daemon/metrics.ts';
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
		const weights = pastWeights(series, model.at, steps);
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
		const [newest = NaN] = pastWeights(series, calm.at, steps + 1);
		expect((nearForecast(moved) - nearForecast(calm)) / 2).toBeCloseTo(newest, 3);
	});

	test('lean on the same time yesterday once a day is known', () => {
		const { model, steps } = modelAfter(4);
		const series = model.series[IDLE];
		if (!series) throw new Error('the workload reports idle time');
		const { important_periods } = attentionOf(
			'a',
			'cpu_idle_pct',
			pastWeights(series, model.at, steps)
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
