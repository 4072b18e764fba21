import type { Fleet, ForecastTable, ServerRow } from '#core/fleet.ts';
import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import type { Alert } from '#core/topics/states.ts';
import { outlookOf } from '../../server/upstream/outlook.ts';

/** Deterministic chance for tests (mulberry32, public domain): the same seed gives the same run. */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

const PROFILES = ['Database', 'Web API', 'ML Compute', 'Generic'];
const METRICS = ['cpu_user_pct', 'mem_used_pct', 'swap_used_pct'];

/** A fleet as the ingest worker hands it over, its numbers drawn from `random`. */
export function fleetOf(
	names: readonly string[],
	random: () => number,
	{ forecasts = true } = {}
): Fleet {
	const alerts: Alert[] = [];
	const rows = names.map((name, index): ServerRow => {
		const score = Math.floor(random() * 1001) / 10;
		if (score > 70)
			alerts.push({
				server: name,
				metric: 'mem_used_pct',
				severity: score > 85 ? 'critical' : 'warning',
				value: score,
				threshold: 90,
				minutes: 5 + Math.floor(random() * 12) * 5
			});
		const pair = (): [number, number] => [
			Math.floor(random() * 1000) / 10,
			Math.floor(random() * 1000) / 10
		];
		return {
			name,
			score,
			profile: PROFILES[index % PROFILES.length] ?? 'Generic',
			reading: { cpu: pair(), memory: pair(), iowait: pair() }
		};
	});
	const environment = { risk30m: random(), risk8h: random(), fleetHealth: 'healthy' };
	const table = forecastsOf(forecasts ? names.length : 0, random);
	return {
		rows,
		alerts,
		environment,
		forecasts: table,
		outlook: outlookOf(rows, table),
		rejected: []
	};
}

function forecastsOf(servers: number, random: () => number): ForecastTable {
	const cells = servers * METRICS.length;
	return {
		metrics: METRICS,
		steps: HORIZON_STEPS,
		values: Float32Array.from({ length: cells * 3 * HORIZON_STEPS }, () => random() * 100),
		now: Float32Array.from({ length: cells }, () => random() * 100),
		trend: Float32Array.from({ length: cells }, () => random() - 0.5)
	};
}

export function serverNames(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `ppweb${String(index + 1).padStart(3, '0')}`);
}
