import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SimulatedRecord } from '../../../../server/embedded/generator/simulation/simulation.ts';
import {
	createSimulation,
	type Simulation
} from '../../../../server/embedded/generator/simulation/simulation.ts';

const TICK = 5_000;
const MINUTE = 60_000;
const AFTERNOON = new Date(2026, 0, 14, 13).getTime();

const fleet = (seed: number, servers = 45) =>
	createSimulation({ servers, seed, startAt: AFTERNOON, incidentsPerServerDay: 0 });

function after(simulation: Simulation, forMs: number): SimulatedRecord[] {
	let records: SimulatedRecord[] = [];
	for (let passed = 0; passed < forMs; passed += TICK) records = simulation.advance(TICK);
	return records;
}

type Rows = readonly (readonly [atLeast: number, points: number])[];
const points = (rows: Rows, value: number) => rows.find(([least]) => value >= least)?.[1] ?? 0;

/** The contract's table, its left half alone: the score when nothing at all is foreseen. */
function scoreByNow(record: SimulatedRecord): number {
	const isDatabase = record.server_name.startsWith('ppdb');
	const cpu: Rows = [
		[98, 60],
		[95, 40],
		[90, 25],
		[80, 15]
	];
	const memory: Rows = isDatabase
		? [
				[99, 50],
				[98, 30],
				[95, 15]
			]
		: [
				[98, 50],
				[95, 30],
				[90, 15],
				[85, 10]
			];
	const sum =
		points(cpu, 100 - record.cpu_idle_pct) +
		points(memory, record.mem_used_pct) +
		points(
			[
				[30, 40],
				[20, 25],
				[10, 15]
			],
			record.cpu_iowait_pct
		) +
		points(
			[
				[50, 30],
				[25, 20],
				[10, 10]
			],
			record.swap_used_pct
		) +
		points(
			[
				[12, 20],
				[8, 10]
			],
			record.load_average
		);
	return 0.7 * Math.min(100 / 0.7, sum);
}

const anySeed = fc.integer({ min: 0, max: 2 ** 31 });
const anySize = fc.integer({ min: 7, max: 60 });

test('critical: two minutes on, every affected server scores 80 or more and stays there', () => {
	fc.assert(
		fc.property(anySeed, anySize, (seed, servers) => {
			const simulation = fleet(seed, servers);
			after(simulation, MINUTE);
			simulation.setScenario('critical');
			expect(simulation.affected().length).toBe(Math.round(servers / 4));
			after(simulation, 2 * MINUTE);
			for (let minute = 0; minute < 5; minute++) {
				const records = after(simulation, MINUTE);
				for (const name of simulation.affected()) {
					const record = records.find(({ server_name }) => server_name === name);
					expect(record && scoreByNow(record), name).toBeGreaterThanOrEqual(80);
				}
			}
		}),
		// The example is a database whose shares of CPU, rounded, summed to 89.99.
		{ numRuns: 25, examples: [[1_684_556_344, 57]] }
	);
});

test('critical after degrading: the same servers, one minute on', () => {
	fc.assert(
		fc.property(anySeed, (seed) => {
			const simulation = fleet(seed);
			simulation.setScenario('degrading');
			const degrading = simulation.affected();
			after(simulation, 6 * MINUTE);
			simulation.setScenario('critical');
			expect(simulation.affected()).toEqual(expect.arrayContaining(degrading));
			const records = after(simulation, MINUTE);
			for (const record of records.filter(({ server_name }) => degrading.includes(server_name))) {
				expect(record.mem_used_pct).toBeGreaterThanOrEqual(95);
				expect(record.cpu_idle_pct).toBeLessThanOrEqual(8);
				expect(record.cpu_iowait_pct).toBeGreaterThanOrEqual(39.99);
			}
		}),
		{ numRuns: 5 }
	);
});

test('degrading: five minutes on, a fifth of the fleet is at CPU 75, memory 80, and goes on climbing', () => {
	fc.assert(
		fc.property(anySeed, (seed) => {
			const simulation = fleet(seed);
			simulation.setScenario('degrading');
			expect(simulation.affected().length).toBe(9);
			const early = after(simulation, 5 * MINUTE);
			const late = after(simulation, 60 * MINUTE);
			for (const name of simulation.affected()) {
				const record = early.find(({ server_name }) => server_name === name);
				const then = late.find(({ server_name }) => server_name === name);
				expect(100 - (record?.cpu_idle_pct ?? NaN)).toBeGreaterThanOrEqual(75);
				expect(record?.mem_used_pct).toBeGreaterThanOrEqual(80);
				if (name.startsWith('ppdb')) {
					expect(record?.cpu_iowait_pct).toBeGreaterThanOrEqual(17.98);
				}
				expect(100 - (then?.cpu_idle_pct ?? NaN)).toBeGreaterThanOrEqual(84);
				expect(then?.mem_used_pct).toBeGreaterThanOrEqual(90);
			}
		}),
		{ numRuns: 5 }
	);
});

test('healthy: three minutes after a scenario ends, its servers are as if it had never been', () => {
	fc.assert(
		fc.property(
			anySeed,
			fc.constantFrom('degrading' as const, 'critical' as const, 'cascade' as const),
			(seed, scenario) => {
				const [disturbed, calm] = [fleet(seed), fleet(seed)];
				disturbed.setScenario(scenario);
				after(disturbed, 4 * MINUTE);
				disturbed.setScenario('healthy');
				expect(disturbed.affected()).toEqual([]);
				// The last dependant of a cascade feels its end 200 seconds late.
				after(disturbed, 7 * MINUTE);
				after(calm, 11 * MINUTE);
				const metrics = (records: SimulatedRecord[]) =>
					new Map(records.map((record) => [record.server_name, { ...record, status: '' }]));
				const [one, other] = [disturbed, calm].map((each) => metrics(each.advance(TICK)));
				// Episodes of their own are drawn apart once a scenario held some servers free of them.
				const same = [...(one ?? [])].filter(
					([name, record]) => record.mem_used_pct === other?.get(name)?.mem_used_pct
				);
				expect(same.length).toBeGreaterThan(35);
			}
		),
		{ numRuns: 5 }
	);
});

test('cascade: databases first, then web, then ML; a quarter of an hour after its outbreak all is well again', () => {
	const simulation = fleet(5);
	const calm = fleet(5);
	const mean = (
		records: SimulatedRecord[],
		prefix: string,
		pick: (r: SimulatedRecord) => number
	) => {
		const some = records.filter(({ server_name }) => server_name.startsWith(prefix));
		return some.reduce((sum, record) => sum + pick(record), 0) / some.length;
	};
	simulation.setScenario('cascade');
	const sources = simulation.affected();
	expect(sources.length).toBe(2);
	expect(sources.every((name) => name.startsWith('ppdb'))).toBe(true);
	/** How far a mean is from what it would have been. */
	const ratio = (prefix: string, pick: (r: SimulatedRecord) => number) =>
		mean(now, prefix, pick) / mean(usual, prefix, pick);

	// Half an hour of first signs comes before it.
	let now = after(simulation, 30 * MINUTE + 30_000);
	let usual = after(calm, 30 * MINUTE + 30_000);
	expect(ratio('ppdb', (record) => record.cpu_iowait_pct)).toBeGreaterThan(1.05);
	expect(ratio('ppweb', (record) => record.back_close_wait)).toBeCloseTo(1, 1);

	now = after(simulation, 75_000);
	usual = after(calm, 75_000);
	expect(ratio('ppweb', (record) => record.back_close_wait)).toBeGreaterThan(1.2);
	expect(ratio('ppml', (record) => record.cpu_user_pct)).toBeCloseTo(1, 1);

	now = after(simulation, 5 * MINUTE);
	usual = after(calm, 5 * MINUTE);
	for (const name of sources) {
		const record = now.find(({ server_name }) => server_name === name);
		expect(record && scoreByNow(record)).toBeGreaterThanOrEqual(80);
	}
	expect(ratio('ppweb', (record) => record.load_average)).toBeGreaterThan(1.5);
	expect(ratio('ppml', (record) => record.cpu_user_pct)).toBeLessThan(0.6);
	expect(ratio('ppgen', (record) => record.load_average)).toBe(1);

	after(simulation, 13 * MINUTE);
	expect(simulation.scenario).toBe('healthy');
	expect(simulation.affected()).toEqual([]);
});

test('cascade: for half an hour its sources decline below every limit, and nobody else suffers', () => {
	const [simulation, calm] = [fleet(5), fleet(5)];
	simulation.setScenario('cascade');
	const sources = simulation.affected();
	for (let minute = 1; minute < 30; minute++) {
		const records = after(simulation, MINUTE);
		const usual = after(calm, MINUTE);
		for (const record of records.filter(({ server_name }) => sources.includes(server_name))) {
			expect(record.mem_used_pct).toBeLessThan(90);
			expect(record.swap_used_pct).toBeLessThan(25 + 3);
			if (minute > 2) expect(record.mem_used_pct).toBeGreaterThanOrEqual(83);
			expect(record.status).toBe('heavy_load');
		}
		const waiting = (all: SimulatedRecord[]) =>
			all
				.filter(({ server_name }) => server_name.startsWith('ppweb'))
				.reduce((sum, { back_close_wait }) => sum + back_close_wait, 0);
		// Not the same: episodes are drawn apart, as sources have none of their own.
		expect(waiting(records) / waiting(usual)).toBeCloseTo(1, 1);
	}
});

test('healthy: over two days, spikes and busy hours included, hardly a score is degraded and none critical', () => {
	const simulation = fleet(7);
	const scores = Array.from({ length: 576 }, () => simulation.advance(5 * MINUTE).map(scoreByNow));
	const all = scores.flat();
	expect(all.filter((score) => score >= 80).length).toBe(0);
	expect(all.filter((score) => score >= 50).length / all.length).toBeLessThan(0.005);
});
