import { METRIC_COUNT, METRIC_INDEX, STEP_MS } from '../../../../server/embedded/daemon/metrics.ts';
import type { Random } from '../../../../server/embedded/shared/random.ts';

const DAY_MS = 24 * 60 * 60_000;

export interface WorkloadSample {
	at: number;
	values: Float64Array;
}

/**
 * A plain machine for tests: idle time with a daily rhythm, drift with a memory of hours, and noise; memory and
 * load that follow. One sample per step.
 *
 * @param days of 288 samples each, from local midnight of a fixed date
 */
export function* workload(random: Random, days: number): Generator<WorkloadSample> {
	const start = new Date(2026, 0, 5).getTime();
	const size = 25 + 10 * random.uniform();
	let drift = 0;
	for (let at = start; at < start + days * DAY_MS; at += STEP_MS) {
		const rhythm = 1 + 0.3 * Math.sin((2 * Math.PI * (at - start)) / DAY_MS);
		drift = 0.95 * drift + 0.3 * random.normal();
		const used = Math.max(0, Math.min(100, size * rhythm + 4 * drift + 3 * random.normal()));
		const values = new Float64Array(METRIC_COUNT).fill(NaN);
		values[METRIC_INDEX.cpu_idle_pct] = 100 - used;
		values[METRIC_INDEX.mem_used_pct] = Math.min(100, 40 + 0.4 * used + random.normal());
		values[METRIC_INDEX.load_average] = used / 10 + 0.2 * random.uniform();
		yield { at, values };
	}
}
