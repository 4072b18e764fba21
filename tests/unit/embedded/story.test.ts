import { expect, test } from 'vitest';
import { Daemon } from '../../../server/embedded/daemon/daemon.ts';
import { createSimulation } from '../../../server/embedded/generator/simulation/simulation.ts';

const MINUTE = 60_000;
const STEP = 5 * MINUTE;
const TICK = 5_000;
const PRESENT = new Date(2026, 0, 14, 13).getTime();
const CROSSING = PRESENT + 45 * MINUTE;
const LIMIT = 90;

type Quantiles = Record<'p10' | 'p50' | 'p90', number[]> & { current: number };

/** Fleet and daemon of the demo, a day old, in simulated time: what `npm start` shows, made smaller. */
function demoOf(seed: number, servers = 7) {
	const simulation = createSimulation({
		servers,
		seed,
		startAt: PRESENT - 25 * 60 * MINUTE,
		incidentsPerServerDay: 0,
		jobCrossesAt: CROSSING
	});
	const daemon = new Daemon({
		now: () => simulation.at,
		windowRecords: 360,
		windowMs: 30 * MINUTE
	});
	const run = (until: number, spacingMs: number) => {
		while (simulation.at < until) {
			const records = [];
			for (let passed = 0; passed < STEP; passed += spacingMs)
				records.push(...simulation.advance(spacingMs));
			daemon.feed(records);
		}
	};
	run(PRESENT - 30 * MINUTE, 30_000);
	run(PRESENT, TICK);
	return {
		simulation,
		passTo: (at: number) => run(at, TICK),
		memory(server = 'ppetl001'): Quantiles {
			const inference = daemon.inference();
			if (!('body' in inference)) throw new Error('nothing is forecast');
			const { predictions } = JSON.parse(inference.body.toString()) as {
				predictions: Record<string, { mem_used_pct: Quantiles }>;
			};
			const { mem_used_pct } = predictions[server] ?? {};
			if (!mem_used_pct) throw new Error('the server of the story is missing');
			return mem_used_pct;
		}
	};
}

/** The time at which a quantile is first over the limit. */
const crossingOf = (quantile: readonly number[], now: number) => {
	const step = quantile.findIndex((value) => value >= LIMIT);
	return step === -1 ? Infinity : now + (step + 1) * STEP;
};

test.each([42, 1])(
	'the demo is met with a crossing that is forecast more than a quarter of an hour ahead, and comes (seed %i)',
	(seed) => {
		const { memory, passTo } = demoOf(seed);
		const met = memory();
		expect(met.current).toBeLessThan(LIMIT);
		const likely = crossingOf(met.p50, PRESENT);
		expect(likely - PRESENT).toBeGreaterThanOrEqual(15 * MINUTE);
		expect(likely).toBeLessThan(Infinity);

		let crossedAt = PRESENT;
		let current = met.current;
		while (current < LIMIT && crossedAt < PRESENT + 90 * MINUTE) {
			crossedAt += STEP;
			passTo(crossedAt);
			({ current } = memory());
		}
		// Within the band: not before the daemon thought it possible, nor after it was sure.
		expect(crossedAt).toBeGreaterThanOrEqual(crossingOf(met.p90, PRESENT));
		expect(crossedAt).toBeLessThanOrEqual(crossingOf(met.p10, PRESENT));
		expect(Math.abs(crossedAt - likely)).toBeLessThanOrEqual(15 * MINUTE);
	}
);

test.each(['cascade', 'degrading'] as const)(
	'%s is met with crossings that are possible more than a quarter of an hour ahead, and come later',
	(scenario) => {
		// Two of them are databases.
		const { simulation, memory, passTo } = demoOf(42, 13);
		simulation.setScenario(scenario);
		const affected = simulation.affected();
		const foreseenAt = new Map<string, number>();
		const crossedAt = new Map<string, number>();
		for (let at = PRESENT; at <= PRESENT + 75 * MINUTE; at += STEP) {
			passTo(at);
			for (const server of affected) {
				const { current, p90 } = memory(server);
				if (current >= LIMIT && !crossedAt.has(server)) crossedAt.set(server, at);
				if (crossingOf(p90, at) < Infinity && !foreseenAt.has(server)) foreseenAt.set(server, at);
			}
		}
		const leads = affected.map(
			(server) => (crossedAt.get(server) ?? NaN) - (foreseenAt.get(server) ?? NaN)
		);
		// Nobody is over at once, and of somebody it is said in time.
		expect(Math.min(...crossedAt.values())).toBeGreaterThanOrEqual(PRESENT + 20 * MINUTE);
		expect(Math.max(...leads.filter((lead) => !Number.isNaN(lead)))).toBeGreaterThanOrEqual(
			15 * MINUTE
		);
	}
);
