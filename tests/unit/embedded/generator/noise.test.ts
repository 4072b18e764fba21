import { expect, test } from 'vitest';
import { dayFactor } from '../../../../server/embedded/generator/simulation/day-rhythm.ts';
import { WANDERING } from '../../../../server/embedded/generator/simulation/metrics.ts';
import { Noise } from '../../../../server/embedded/generator/simulation/noise.ts';
import {
	PROFILE_TRAITS,
	PROFILES
} from '../../../../server/embedded/generator/simulation/profiles.ts';
import { createSimulation } from '../../../../server/embedded/generator/simulation/simulation.ts';
import { createRandom } from '../../../../server/embedded/shared/random.ts';

const SERVERS = 400;
const MINUTE = 60_000;

/** Mean over many servers of the product of a metric's deviation now and `lagMs` later. */
function correlation(metric: number, lagMs: number, stepMs: number): number {
	const noise = new Noise(SERVERS, createRandom(3));
	const look = () =>
		Array.from({ length: SERVERS }, (_, server) =>
			noise.deviation(server, metric, 0, noise.work(server))
		);
	let sum = 0;
	let own = 0;
	for (let round = 0; round < 40; round++) {
		const before = look();
		for (let passed = 0; passed < lagMs; passed += stepMs) noise.advance(stepMs);
		const now = look();
		before.forEach((value, server) => {
			sum += value * (now[server] ?? 0);
			own += value * value;
		});
	}
	return sum / own;
}

test('how much is remembered after half an hour does not depend on the steps taken', () => {
	const cpu = WANDERING.indexOf('cpu_user_pct');
	const oneStep = correlation(cpu, 30 * MINUTE, 30 * MINUTE);
	const manySteps = correlation(cpu, 30 * MINUTE, MINUTE);
	// Of the variance 0.75 that moves: 0.2 e^-10, … as the mixture and its time constants have it.
	const work = 0.4 * (0.5 * Math.exp(-30 / 180) + 0.35 * Math.exp(-30 / 20));
	const expected = (work + 0.2 * Math.exp(-30 / 20)) / 0.75;
	expect(oneStep).toBeCloseTo(expected, 1);
	expect(manySteps).toBeCloseTo(expected, 1);
});

test('memory remembers longer than CPU does', () => {
	const of = (metric: 'mem_used_pct' | 'cpu_user_pct') =>
		correlation(WANDERING.indexOf(metric), 60 * MINUTE, 60 * MINUTE);
	expect(of('mem_used_pct')).toBeGreaterThan(of('cpu_user_pct') + 0.2);
});

test('each metric has the mean and spread of its profile when the rhythm is 1', () => {
	// At half past seven all profiles stand at 1; web comes from a lower night, which is no matter.
	const simulation = createSimulation({
		servers: 1_000,
		seed: 9,
		startAt: new Date(2026, 0, 14, 7, 30).getTime() - 5_000,
		incidentsPerServerDay: 0
	});
	const records = simulation.advance(5_000);
	for (const profile of PROFILES) {
		expect(dayFactor(profile, 7.5)).toBe(1);
		const { namePrefix, wandering } = PROFILE_TRAITS[profile];
		const some = records.filter(({ server_name }) => server_name.startsWith(namePrefix));
		for (const metric of WANDERING) {
			const { mean, spread } = wandering[metric];
			const values = some.map((record) => record[metric]);
			const found = values.reduce((sum, value) => sum + value, 0) / values.length;
			const error = spread / Math.sqrt(values.length);
			// Four standard errors, and a tenth for what thresholds and leaks move.
			expect(Math.abs(found - mean), `${profile} ${metric}`).toBeLessThan(
				4 * error + 0.1 * mean + 0.3 * spread
			);
		}
	}
});

test('load follows CPU use', () => {
	const simulation = createSimulation({
		servers: 400,
		seed: 4,
		startAt: new Date(2026, 0, 14, 13).getTime(),
		incidentsPerServerDay: 0
	});
	const pairs = simulation
		.advance(5_000)
		.filter(({ server_name }) => server_name.startsWith('ppweb'))
		.map((record) => [100 - record.cpu_idle_pct, record.load_average] as const);
	expect(pearson(pairs)).toBeGreaterThan(0.5);
});

test('the day goes up and down as the table says at the middle of its hours', () => {
	expect(dayFactor('generic', 3.5)).toBe(0.8);
	expect(dayFactor('generic', 17.5)).toBe(1.2);
	expect(dayFactor('web_api', 3.5)).toBe(0.5);
	expect(dayFactor('web_api', 12.5)).toBeCloseTo(1.1 * 1.15, 9);
	expect(dayFactor('ml_compute', 22.5)).toBe(1.15);
	expect(dayFactor('database', 17.5)).toBeCloseTo(1.44, 9);
	expect(dayFactor('risk_analytics', 17.5)).toBe(1.5);
	// Midnight joins the two ends of the day.
	expect(dayFactor('generic', 0)).toBeCloseTo(dayFactor('generic', 24), 9);
});

function pearson(pairs: readonly (readonly [number, number])[]): number {
	const mean = (pick: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[pick], 0) / pairs.length;
	const [x, y] = [mean(0), mean(1)];
	const product = (one: (pair: readonly [number, number]) => number) =>
		pairs.reduce((sum, pair) => sum + one(pair), 0);
	const shared = product((pair) => (pair[0] - x) * (pair[1] - y));
	return (
		shared /
		Math.sqrt(product((pair) => (pair[0] - x) ** 2) * product((pair) => (pair[1] - y) ** 2))
	);
}
