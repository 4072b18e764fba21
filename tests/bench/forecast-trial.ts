import { Forecaster } from '../../server/embedded/daemon/forecast/forecaster.ts';
import { emptyQuantiles } from '../../server/embedded/daemon/forecast/quantiles.ts';
import {
	HORIZON_STEPS,
	METRIC_COUNT,
	METRIC_INDEX,
	METRIC_NAMES,
	STEP_MS,
	type MetricName
} from '../../server/embedded/daemon/metrics.ts';
import { createSimulation } from '../../server/embedded/generator/simulation/simulation.ts';
import { Score } from './forecast-score.ts';

export const SCORED: readonly { label: string; metric: MetricName }[] = [
	{ label: 'CPU', metric: 'cpu_idle_pct' },
	{ label: 'memory', metric: 'mem_used_pct' },
	{ label: 'load', metric: 'load_average' }
];

/** Steps of five minutes: 5 min, 30 min, 2 h, 8 h. */
export const HORIZONS = [1, 6, 24, 96] as const;

type SimulatedRecord = ReturnType<ReturnType<typeof createSimulation>['advance']>[number];

export interface TrialOptions {
	seed: number;
	servers: number;
	days: number;
	/** Spacing of the feed, ms; a step is a whole number of it. */
	spacingMs: number;
	/** Outcomes before this day are learnt from but not scored. */
	scoreFromDay: number;
}

export type Scores = ReadonlyMap<string, Score>;

export function scoreKey(label: string, horizon: number): string {
	return `${label} ${horizon}`;
}

export function emptyScores(): Scores {
	const keys = SCORED.flatMap(({ label }) => HORIZONS.map((each) => scoreKey(label, each)));
	return new Map(keys.map((key) => [key, new Score()]));
}

/** What the trial remembers of a server: its samples by number, and its pending forecasts. */
interface Memory {
	/** metric → sample number modulo the ring. */
	samples: Float32Array[];
	/** `${key}` → due sample number → low, middle, high, now, recent mean. */
	due: Map<number, { key: string; metric: number; values: readonly number[] }[]>;
}

/**
 * Feeds a simulated fleet to a fresh forecaster for some days and scores what it foretold. Each server's forecasts are
 * made at its own place within the five-minute step, so that all of them are tried.
 */
export function runTrial(options: TrialOptions, scores: Scores): void {
	const { seed, servers, days, spacingMs, scoreFromDay } = options;
	const startAt = new Date(2026, 2, 2).getTime();
	const simulation = createSimulation({ servers, seed, startAt });
	const forecaster = new Forecaster({ record: () => undefined });
	const quantiles = emptyQuantiles();
	const perStep = STEP_MS / spacingMs;
	const perDay = 288 * perStep;
	const memories = new Map<string, Memory>();
	const names = simulation.names();
	const values = new Float64Array(METRIC_COUNT);

	for (let number = 0; number < days * perDay; number++) {
		for (const record of simulation.advance(spacingMs)) {
			const memory = memoryOf(memories, record.server_name, perDay);
			forecaster.observe(record.server_name, simulation.at, valuesOf(record, values));
			const isScored = number >= scoreFromDay * perDay;
			settle(memory, number, perDay, values, isScored ? scores : undefined);
			SCORED.forEach(({ metric }, index) => {
				const ring = memory.samples[index];
				if (ring) ring[number % ring.length] = values[METRIC_INDEX[metric]] ?? NaN;
			});
			const place = (names.indexOf(record.server_name) * 7) % perStep;
			if (number % perStep !== place) continue;
			forecaster.forecast(record.server_name, quantiles);
			SCORED.forEach(({ label, metric }, index) => {
				for (const horizon of HORIZONS) {
					const cell = METRIC_INDEX[metric] * HORIZON_STEPS + horizon - 1;
					const told = [
						quantiles.p10[cell] ?? NaN,
						quantiles.p50[cell] ?? NaN,
						quantiles.p90[cell] ?? NaN,
						values[METRIC_INDEX[metric]] ?? NaN,
						recentMean(memory.samples[index], number, perStep)
					];
					const at = number + horizon * perStep;
					const due = memory.due.get(at) ?? [];
					due.push({ key: scoreKey(label, horizon), metric: index, values: told });
					memory.due.set(at, due);
				}
			});
		}
	}
}

function memoryOf(memories: Map<string, Memory>, serverName: string, perDay: number): Memory {
	let memory = memories.get(serverName);
	if (!memory) {
		const samples = SCORED.map(() => new Float32Array(perDay + 1).fill(NaN));
		memories.set(serverName, (memory = { samples, due: new Map() }));
	}
	return memory;
}

/** Scores the forecasts that were made for this sample. */
function settle(
	memory: Memory,
	number: number,
	perDay: number,
	values: Float64Array,
	scores: Scores | undefined
): void {
	for (const { key, metric, values: told } of memory.due.get(number) ?? []) {
		const scored = SCORED[metric];
		if (!scored) continue;
		const ring = memory.samples[metric];
		const [low = NaN, middle = NaN, high = NaN, now = NaN, recent = NaN] = told;
		const yesterday = ring?.[(number - perDay + ring.length) % ring.length] ?? NaN;
		const forecast = { low, middle, high, now, recentMean: recent, yesterday };
		scores?.get(key)?.add(values[METRIC_INDEX[scored.metric]] ?? NaN, forecast);
	}
	memory.due.delete(number);
}

function recentMean(ring: Float32Array | undefined, number: number, perStep: number): number {
	let sum = 0;
	let count = 0;
	for (let back = 0; back < perStep && ring; back++) {
		const value = ring[(number - back + ring.length) % ring.length] ?? NaN;
		if (Number.isNaN(value)) continue;
		sum += value;
		count += 1;
	}
	return sum / count;
}

function valuesOf(record: SimulatedRecord, into: Float64Array): Float64Array {
	METRIC_NAMES.forEach((metric, index) => (into[index] = record[metric]));
	return into;
}
