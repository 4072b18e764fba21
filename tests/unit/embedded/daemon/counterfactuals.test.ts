import { describe, expect, test } from 'vitest';
import { Daemon } from '../../../../server/embedded/daemon/daemon.ts';
import {
	heldSamples,
	probabilityBelow
} from '../../../../server/embedded/daemon/explain/counterfactuals.ts';
import { scenariosFor } from '../../../../server/embedded/daemon/explain/scenarios.ts';
import {
	METRIC_COUNT,
	METRIC_INDEX,
	METRIC_NAMES,
	type MetricName
} from '../../../../server/embedded/daemon/metrics.ts';
import { createRandom } from '../../../../server/embedded/shared/random.ts';

const IDLE = METRIC_INDEX.cpu_idle_pct;

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
