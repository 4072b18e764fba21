import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SimulatedRecord } from '../../../../server/embedded/generator/simulation/simulation.ts';
import { profileCounts } from '../../../../server/embedded/generator/simulation/fleet-plan.ts';
import { METRICS } from '../../../../server/embedded/generator/simulation/metrics.ts';
import { SCENARIOS } from '../../../../server/embedded/generator/simulation/scenario.ts';
import {
	createSimulation,
	type SimulationOptions
} from '../../../../server/embedded/generator/simulation/simulation.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const TICK = 5 * SECOND;

/** One in the afternoon, local, of a day without a change of the clocks. */
const AFTERNOON = new Date(2026, 0, 14, 13).getTime();

const fleet = (options: Partial<SimulationOptions> = {}) =>
	createSimulation({ servers: 20, seed: 1, startAt: AFTERNOON, ...options });

type Fleet = ReturnType<typeof fleet>;

/** Advances and hands every tick's records over. */
function run(simulation: Fleet, forMs: number, stepMs = TICK): SimulatedRecord[][] {
	return Array.from({ length: Math.round(forMs / stepMs) }, () => simulation.advance(stepMs));
}

const byName = (records: readonly SimulatedRecord[], name: string) =>
	records.find((record) => record.server_name === name);

/** What a record must never be. */
function faultsOf(record: SimulatedRecord): string[] {
	const { cpu_user_pct, cpu_sys_pct, cpu_iowait_pct, cpu_idle_pct } = record;
	const shares = cpu_user_pct + cpu_sys_pct + cpu_iowait_pct + cpu_idle_pct;
	const outside = METRICS.filter((metric) => {
		const most = metric.endsWith('_pct') ? 100 : Infinity;
		return !(record[metric] >= 0 && record[metric] <= most);
	});
	return [
		...outside.map((metric) => `${metric} ${record[metric]}`),
		...(Math.abs(shares - 100) < 1e-6 ? [] : [`shares ${shares}`]),
		...(record.uptime_days > 30 ? [`uptime ${record.uptime_days}`] : [])
	];
}

const anyScenario = fc.constantFrom(...SCENARIOS);

test('the same seed, steps and calls give the same records, another seed others', () => {
	fc.assert(
		fc.property(fc.integer(), anyScenario, (seed, scenario) => {
			const [one, same, other] = [seed, seed, seed + 1].map((each) => {
				const simulation = fleet({ seed: each });
				run(simulation, MINUTE);
				simulation.setScenario(scenario);
				return run(simulation, 3 * MINUTE);
			});
			expect(same).toEqual(one);
			expect(other).not.toEqual(one);
		}),
		{ numRuns: 10 }
	);
});

test('whatever happens, metrics stay in their ranges and CPU shares sum to 100', () => {
	fc.assert(
		fc.property(
			fc.integer(),
			fc.array(anyScenario, { minLength: 1, maxLength: 4 }),
			fc.constantFrom(TICK, MINUTE, 5 * MINUTE),
			(seed, scenarios, stepMs) => {
				const simulation = fleet({ seed, incidentsPerServerDay: 24 });
				for (const scenario of scenarios) {
					simulation.setScenario(scenario);
					const faults = run(simulation, 60 * stepMs, stepMs)
						.flat()
						.flatMap(faultsOf);
					expect(faults).toEqual([]);
				}
			}
		),
		{ numRuns: 12 }
	);
});

test('every server speaks once a tick, under the names and in the numbers of the plan', () => {
	const records = fleet({ servers: 45 }).advance(TICK);
	expect(profileCounts(45)).toEqual({
		web_api: 16,
		ml_compute: 9,
		database: 7,
		data_ingest: 4,
		risk_analytics: 4,
		generic: 3,
		conductor_mgmt: 2
	});
	const names = records.map(({ server_name }) => server_name);
	expect(new Set(names).size).toBe(45);
	expect(names).toEqual(
		expect.arrayContaining(['ppweb016', 'ppml0009', 'ppdb007', 'ppetl004', 'pprisk004', 'ppcon02'])
	);
});

test('any size of 7 to 1,000 is filled exactly, with every profile in it', () => {
	for (let size = 7; size <= 1_000; size++) {
		const counts = Object.values(profileCounts(size));
		expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
		expect(counts.reduce((sum, count) => sum + count)).toBe(size);
	}
	expect(() => profileCounts(6)).toThrow(RangeError);
	expect(() => profileCounts(1_001)).toThrow(RangeError);
});

test('no metric leaps when a scenario begins or ends', () => {
	const simulation = fleet({ incidentsPerServerDay: 0 });
	run(simulation, MINUTE);
	for (const scenario of ['degrading', 'critical', 'healthy', 'critical', 'healthy'] as const) {
		const [before] = run(simulation, TICK);
		simulation.setScenario(scenario);
		const after = simulation.advance(TICK);
		for (const record of after) {
			const old = byName(before ?? [], record.server_name);
			// Two minutes of climb move memory by at most 93 / 24 points a tick; noise adds little.
			expect(Math.abs(record.mem_used_pct - (old?.mem_used_pct ?? 0))).toBeLessThan(10);
		}
		run(simulation, MINUTE);
	}
});

test('a silent server sends nothing until its time is up, or until it is let speak', () => {
	const simulation = fleet({ incidentsPerServerDay: 0 });
	expect(simulation.silence(['ppweb001', 'nobody'], MINUTE)).toEqual(['ppweb001']);
	simulation.silence(['ppdb001'], Infinity);
	const [during] = run(simulation, TICK);
	expect(byName(during ?? [], 'ppweb001')).toBeUndefined();
	const after = run(simulation, 2 * MINUTE).at(-1) ?? [];
	expect(byName(after, 'ppweb001')).toBeDefined();
	expect(byName(after, 'ppdb001')).toBeUndefined();
	simulation.silence(['ppdb001'], 0);
	expect(byName(simulation.advance(TICK), 'ppdb001')).toBeDefined();
});

test('late joiners speak from the next tick on, under new names', () => {
	const simulation = fleet();
	const before = simulation.names();
	const joined = simulation.join(12);
	const names = simulation.advance(TICK).map(({ server_name }) => server_name);
	expect(new Set([...before, ...joined]).size).toBe(32);
	expect(names).toEqual([...before, ...joined]);
});

test('uptime counts and the disk fills, day by day', () => {
	const simulation = fleet({ servers: 45, incidentsPerServerDay: 0 });
	const first = simulation.advance(5 * MINUTE);
	const later = run(simulation, 2 * 24 * 60 * MINUTE, 5 * MINUTE).at(-1) ?? [];
	const pairs = first.map((record) => ({ record, then: byName(later, record.server_name) }));
	const still = pairs.filter(({ record }) => record.uptime_days < 28);
	for (const { record, then } of still) expect(then?.uptime_days).toBe(record.uptime_days + 2);
	const fuller = pairs.filter(
		({ record, then }) => (then?.disk_usage_pct ?? 0) > record.disk_usage_pct - 0.5
	);
	expect(fuller.length).toBeGreaterThan(0.7 * pairs.length);
});
