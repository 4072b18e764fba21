import type { ForecastTable } from '#core/fleet.ts';
import { isObject } from '#core/json/json.ts';
import { HORIZON_STEPS, KNOWN_METRICS } from '#core/metrics/metrics.ts';
import { DEFAULT_BOUNDS, type AnswerBounds } from './answer-bounds.ts';
import { isSane } from './sane-number.ts';
import type { RejectionSink } from './rejected-parts.ts';

const QUANTILES = ['p10', 'p50', 'p90'] as const;
/**
 * The table has room for every metric of every server, so a server with many metric names must not grow it without bound.
 */
const MOST_METRICS = 64;
/** The limit of metrics with the most servers; the table is then some 25 kB a server. */
const METRICS_AT_MOST_SERVERS = 20;

/** One server as the daemon sent it, known to be an object. */
export type ServerEntry = Readonly<Record<string, unknown>>;

/** Returns the names of everything shaped like a metric: those of newer daemons, too, but the known ones first. */
export function metricNames(
	entries: readonly ServerEntry[],
	rejected: RejectionSink,
	bounds: AnswerBounds = DEFAULT_BOUNDS
): string[] {
	const names = new Set<string>();
	for (const entry of entries)
		for (const key of Object.keys(entry))
			if (!names.has(key) && looksLikeMetric(entry[key])) names.add(key);
	// Our alert keys are `metric:server`.
	const told = [...names].filter((name) => !name.includes(':'));
	const usable = told.filter((name) => name.length <= bounds.nameLength);
	const tooLong = told.length - usable.length;
	if (tooLong)
		rejected.push({ path: 'predictions', reason: 'names of metrics too long', parts: tooLong });
	const cells = METRICS_AT_MOST_SERVERS * bounds.servers;
	const most = Math.min(MOST_METRICS, Math.floor(cells / Math.max(1, entries.length)));
	if (usable.length <= most) return usable;
	rejected.push({ path: 'predictions', reason: `more than ${most} metrics` });
	const known = KNOWN_METRICS.filter((name) => names.has(name));
	return [...new Set([...known, ...usable])].slice(0, most);
}

function looksLikeMetric(value: unknown): boolean {
	return isObject(value) && Array.isArray(value.p50);
}

/**
 * Copies all forecasts into one buffer and checks every number. A malformed metric is rejected on its own and stays NaN in
 * the table.
 */
export function readForecasts(
	names: readonly string[],
	entries: readonly ServerEntry[],
	metrics: readonly string[],
	rejected: RejectionSink
): ForecastTable {
	const steps = HORIZON_STEPS;
	const cells = entries.length * metrics.length;
	const values = new Float32Array(cells * QUANTILES.length * steps);
	const now = new Float32Array(cells).fill(Number.NaN);
	const trend = new Float32Array(cells);
	entries.forEach((entry, server) => {
		metrics.forEach((metric, position) => {
			const sent = entry[metric];
			if (sent === undefined) return;
			const cell = server * metrics.length + position;
			const fault = copyMetric(sent, cell, values, steps);
			if (fault) {
				rejected.push({ path: `${names[server]}.${metric}`, reason: fault });
				return;
			}
			const { current, trend: slope } = sent as { current: number; trend: unknown };
			now[cell] = current;
			trend[cell] = isSane(slope) ? slope : 0;
		});
	});
	return { metrics, steps, values, now, trend };
}

/** Returns undefined on success, else what is wrong. */
function copyMetric(
	sent: unknown,
	cell: number,
	values: Float32Array,
	steps: number
): string | undefined {
	if (!isObject(sent)) return 'not an object';
	if (!isSane(sent.current)) return 'current is not a number';
	let from = cell * QUANTILES.length * steps;
	for (const name of QUANTILES) {
		const series = sent[name];
		if (!Array.isArray(series) || series.length !== steps) return `${name} has not ${steps} steps`;
		if (!copySeries(series, values, from)) return `${name} holds something that is no number`;
		from += steps;
	}
	return undefined;
}

/** A loop and no schema, because at 90 servers it reads a third of a million numbers. */
function copySeries(series: readonly unknown[], values: Float32Array, from: number): boolean {
	for (let step = 0; step < series.length; step++) {
		const value = series[step];
		if (!isSane(value)) return false;
		values[from + step] = value;
	}
	return true;
}
