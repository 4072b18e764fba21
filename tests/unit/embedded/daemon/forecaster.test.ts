import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Forecaster } from '../../../../server/embedded/daemon/forecast/forecaster.ts';
import {
	emptyQuantiles,
	type Quantiles
} from '../../../../server/embedded/daemon/forecast/quantiles.ts';
import {
	HORIZON_STEPS,
	METRIC_COUNT,
	METRIC_INDEX,
	METRIC_NAMES,
	metricMaximum,
	STEP_MS
} from '../../../../server/embedded/daemon/metrics.ts';
import { createRandom } from '../../../../server/embedded/shared/random.ts';
import { workload } from './workload.ts';

const deaf = { record: () => undefined };

test('quantiles never cross and never leave the metric’s range, whatever is fed', () => {
	const anySample = fc.record({
		pauseMs: fc.constantFrom(0, 5000, 60_000, STEP_MS, 7 * STEP_MS, 200 * STEP_MS),
		shares: fc.array(fc.constantFrom(NaN, 0, 0.3, 0.5, 0.99, 1), {
			minLength: METRIC_COUNT,
			maxLength: METRIC_COUNT
		})
	});
	fc.assert(
		fc.property(fc.array(anySample, { minLength: 1, maxLength: 40 }), (samples) => {
			const forecaster = new Forecaster(deaf);
			const quantiles = emptyQuantiles();
			let at = Date.UTC(2026, 0, 5);
			for (const { pauseMs, shares } of samples) {
				at += pauseMs;
				forecaster.observe(
					'a',
					at,
					Float64Array.from(shares, (share) => share * 100)
				);
			}
			forecaster.forecast('a', quantiles);
			const isKnown = (metric: number) =>
				samples.some(({ shares }) => !Number.isNaN(shares[metric]));
			expect(
				METRIC_NAMES.filter((_, metric) => isKnown(metric) !== isSound(quantiles, metric))
			).toEqual([]);
		}),
		{ numRuns: 40 }
	);
});

/** Whether p10 ≤ p50 ≤ p90 within the metric's range, at every step. */
function isSound({ p10, p50, p90 }: Quantiles, metric: number): boolean {
	const maximum = metricMaximum(METRIC_NAMES[metric] ?? 'load_average');
	return Array.from({ length: HORIZON_STEPS }, (_, step) => metric * HORIZON_STEPS + step).every(
		(cell) => {
			const [low = NaN, middle = NaN, high = NaN] = [p10[cell], p50[cell], p90[cell]];
			return 0 <= low && low <= middle && middle <= high && high <= maximum;
		}
	);
}

test('of a server never seen there is no forecast', () => {
	expect(new Forecaster(deaf).forecast('nobody', emptyQuantiles())).toBe(false);
});

test('a metric that never changes is forecast to stay, with next to no doubt', () => {
	const forecaster = new Forecaster(deaf);
	const quantiles = emptyQuantiles();
	const values = new Float64Array(METRIC_COUNT).fill(42);
	for (let step = 0; step < 300; step++) forecaster.observe('a', step * STEP_MS, values);
	forecaster.forecast('a', quantiles);
	const last = METRIC_INDEX.disk_usage_pct * HORIZON_STEPS + HORIZON_STEPS - 1;
	expect(quantiles.p10[last]).toBeCloseTo(42, 1);
	expect(quantiles.p50[last]).toBeCloseTo(42, 1);
	expect(quantiles.p90[last]).toBeCloseTo(42, 1);
});

test('doubt grows with the horizon before any error is known', () => {
	const random = createRandom(2);
	const forecaster = new Forecaster(deaf);
	const quantiles = emptyQuantiles();
	for (let tick = 0; tick < 20; tick++) {
		const values = new Float64Array(METRIC_COUNT).fill(40 + 4 * random.normal());
		forecaster.observe('a', Date.UTC(2026, 0, 5) + tick * 5000, values);
	}
	forecaster.forecast('a', quantiles);
	const from = METRIC_INDEX.mem_used_pct * HORIZON_STEPS;
	const width = (step: number) =>
		(quantiles.p90[from + step] ?? NaN) - (quantiles.p10[from + step] ?? NaN);
	expect(width(0)).toBeGreaterThan(2);
	expect(width(HORIZON_STEPS - 1)).toBeGreaterThan(1.5 * width(0));
});

describe('on a week of a machine with a daily rhythm', () => {
	const outcome = runWeek();

	test.each(outcome.map((each) => [each.metric, each.horizon, each]))(
		'%s is within p10–p90 about four times of five, %d steps ahead',
		(_metric, _horizon, { coverage }) => {
			expect(coverage).toBeGreaterThan(0.72);
			expect(coverage).toBeLessThan(0.88);
		}
	);

	test.each(
		outcome.filter(({ horizon }) => horizon >= 6).map((each) => [each.metric, each.horizon, each])
	)(
		'%s is forecast better than by "it stays as it is", %d steps ahead',
		(_metric, _horizon, { error, stayError }) => {
			expect(error).toBeLessThan(stayError);
		}
	);
});

/** Feeds three machines for seven days and scores the last five. */
function runWeek() {
	const metrics = ['cpu_idle_pct', 'mem_used_pct', 'load_average'] as const;
	const horizons = [1, 6, 24, 96];
	const scored = metrics.flatMap((metric) =>
		horizons.map((horizon) => ({ metric, horizon, inside: 0, errors: [0], stays: [0] }))
	);
	for (const seed of [1, 2, 3]) {
		const forecaster = new Forecaster(deaf);
		const quantiles = emptyQuantiles();
		const samples = [...workload(createRandom(seed), 7)];
		samples.forEach(({ at, values }, index) => {
			forecaster.observe('ppweb001', at, values);
			if (index < 2 * 288) return;
			forecaster.forecast('ppweb001', quantiles);
			for (const score of scored) {
				const truth = samples[index + score.horizon]?.values[METRIC_INDEX[score.metric]];
				if (truth === undefined) continue;
				const cell = METRIC_INDEX[score.metric] * HORIZON_STEPS + score.horizon - 1;
				const [low = NaN, middle = NaN, high = NaN] = [
					quantiles.p10[cell],
					quantiles.p50[cell],
					quantiles.p90[cell]
				];
				if (truth >= low && truth <= high) score.inside += 1;
				score.errors.push(Math.abs(truth - middle));
				score.stays.push(Math.abs(truth - (values[METRIC_INDEX[score.metric]] ?? NaN)));
			}
		});
	}
	return scored.map(({ metric, horizon, inside, errors, stays }) => ({
		metric,
		horizon,
		coverage: inside / (errors.length - 1),
		error: median(errors),
		stayError: median(stays)
	}));
}

function median(values: number[]): number {
	return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
