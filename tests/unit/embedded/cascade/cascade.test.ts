import { expect, test } from 'vitest';
import { createCascade } from '../../../../server/embedded/daemon/cascade/cascade.ts';
import { comovement, REMEMBERED } from '../../../../server/embedded/daemon/cascade/comovement.ts';
import { serversNeeded } from '../../../../server/embedded/daemon/cascade/verdict.ts';
import { METRIC_NAMES } from '../../../../server/embedded/daemon/metrics.ts';
import { createSimulation } from '../../../../server/embedded/generator/simulation/simulation.ts';
import { createRandom } from '../../../../server/embedded/shared/random.ts';

const TICK = 5_000;
const MINUTE = 60_000;
const AFTERNOON = new Date(2026, 0, 14, 13).getTime();

/** A cascade search fed by a simulated fleet. */
function watched(servers: number, seed = 1) {
	const simulation = createSimulation({
		servers,
		seed,
		startAt: AFTERNOON,
		incidentsPerServerDay: 0
	});
	const cascade = createCascade({ now: () => simulation.at });
	return {
		simulation,
		cascade,
		run(forMs: number, each?: () => void) {
			for (let passed = 0; passed < forMs; passed += TICK) {
				const records = simulation.advance(TICK).map((record) => ({
					serverName: record.server_name,
					at: simulation.at,
					values: Float64Array.from(METRIC_NAMES, (metric) => record[metric])
				}));
				cascade.observe(records);
				each?.();
			}
		}
	};
}

test('before any data there is nothing to say, and nothing wrong', () => {
	const cascade = createCascade({ now: () => AFTERNOON });
	expect(cascade.health()).toEqual({
		health_score: 100,
		status: 'healthy',
		correlation_score: 0,
		anomaly_rate: 0,
		anomalous_servers: 0,
		total_servers: 0,
		cascade_risk: 'low'
	});
	expect(cascade.status()).toEqual({
		current_status: {
			cascade_detected: false,
			reason: 'Not enough servers to detect cascade'
		},
		tracking: {
			servers: 0,
			metrics_tracked: [
				'cpu_user_pct',
				'mem_used_pct',
				'cpu_iowait_pct',
				'load_average',
				'swap_used_pct'
			],
			window_size: 100
		},
		recent_events: [],
		event_count: 0,
		thresholds: { correlation: 0.7, cascade_servers: 3, anomaly_z_score: 3 }
	});
});

test('a healthy fleet is called healthy, and hardly ever in cascade', () => {
	const { cascade, run } = watched(45);
	let alarms = 0;
	let unhealthy = 0;
	run(90 * MINUTE, () => {
		if (cascade.alert()) alarms += 1;
		if (cascade.health().status !== 'healthy') unhealthy += 1;
	});
	const ticks = (90 * MINUTE) / TICK;
	expect(alarms / ticks).toBeLessThan(0.05);
	expect(unhealthy / ticks).toBeLessThan(0.05);
});

test('a cascade is found within minutes of its first signs being over, reported once for each step, and over when it is over', () => {
	const { simulation, cascade, run } = watched(45);
	run(60 * MINUTE);
	const before = cascade.status().event_count;
	simulation.setScenario('cascade');
	// Half an hour of first signs, below every limit, comes before it.
	run(36 * MINUTE);
	const status = cascade.status();
	expect(status.current_status.cascade_detected).toBe(true);
	expect(cascade.alert()?.affected_servers).toEqual(
		expect.arrayContaining([expect.stringMatching(/^ppweb/)])
	);
	expect(cascade.health().cascade_risk).not.toBe('low');
	expect(cascade.health().health_score).toBeLessThan(80);
	expect(status.event_count).toBeGreaterThan(before);
	expect(status.recent_events.length).toBeLessThanOrEqual(5);
	// Reading is no event.
	expect(cascade.status().event_count).toBe(status.event_count);
	run(20 * MINUTE);
	expect(cascade.health()).toMatchObject({ status: 'healthy', cascade_risk: 'low' });
	expect(cascade.status().event_count).toBeLessThanOrEqual(100);
});

test('an alert names servers, share and what to check', () => {
	const { simulation, cascade, run } = watched(45);
	run(60 * MINUTE);
	simulation.setScenario('critical');
	run(3 * MINUTE);
	const alert = cascade.alert();
	expect(alert?.affected_servers.toSorted()).toEqual(
		expect.arrayContaining(simulation.affected().toSorted())
	);
	expect(alert).toMatchObject({
		severity: 'medium',
		affected_server_count: alert?.affected_servers.length,
		message: `Cascading failure detected: ${alert?.affected_servers.length} servers affected`,
		correlation_score: expect.stringMatching(/^\d+\.\d\d%$/),
		recommendations: expect.arrayContaining(['Check storage system or network mounts'])
	});
});

test('a server that fell silent is left out', () => {
	const { simulation, cascade, run } = watched(20);
	run(5 * MINUTE);
	expect(cascade.health().total_servers).toBe(20);
	simulation.silence(['ppweb001', 'ppdb001'], Infinity);
	run(6 * MINUTE);
	expect(cascade.health().total_servers).toBe(18);
});

test('a record without a metric, or from before, changes nothing and breaks nothing', () => {
	const { cascade, run } = watched(20);
	run(2 * MINUTE);
	const before = cascade.health();
	const values = Float64Array.from(METRIC_NAMES, () => NaN);
	cascade.observe([{ serverName: 'ppweb001', at: AFTERNOON, values: values.fill(99) }]);
	expect(cascade.health()).toEqual(before);
	cascade.observe([
		{ serverName: 'ppweb001', at: AFTERNOON + 3 * MINUTE, values: values.fill(NaN) }
	]);
	expect(cascade.health().anomalous_servers).toBe(before.anomalous_servers);
});

/** Series with memory, each its own. */
function wanderers(count: number, random = createRandom(5)): Float64Array[] {
	return Array.from({ length: count }, () => {
		let at = random.normal();
		return Float64Array.from({ length: REMEMBERED }, () => (at = 0.95 * at + random.normal()));
	});
}

test('unrelated series with long memory do not count as moving together; a common shock does', () => {
	expect(Math.abs(comovement(wanderers(200)))).toBeLessThan(0.05);
	const shocked = wanderers(200).map((series) =>
		series.map((value, at) => (at < REMEMBERED - 10 ? value : value + 30))
	);
	expect(comovement(shocked)).toBeGreaterThan(0.8);
});

test('series that stand still, or are alone, say nothing', () => {
	expect(comovement([])).toBe(0);
	expect(comovement(wanderers(1))).toBe(0);
	expect(comovement([new Float64Array(REMEMBERED), ...wanderers(1)])).toBe(0);
});

test('the more servers, the more must be off before it is no chance', () => {
	expect([7, 20, 45, 90, 1_000].map(serversNeeded)).toEqual([3, 3, 3, 4, 21]);
});
