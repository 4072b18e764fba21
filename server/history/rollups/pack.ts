import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { LEVELS } from '#core/levels/levels.ts';
import { DISPLAY_METRICS, type DisplayMetric } from '#core/metrics/metrics.ts';
import { levelsTo, type ServerRollup } from './rollup.ts';
import type { Aggregate } from './aggregate.ts';

/** Names and profiles of the servers of a packed roll-up, in its order. */
export type ServerList = readonly (readonly [server: string, profile: string])[];

/** Columns of one aggregate: count, mean in hundredths, minimum, maximum and last in tenths, the precision of states. */
const AGGREGATE_COLUMNS = 5;
const RISK_COLUMNS = AGGREGATE_COLUMNS + LEVELS.length;
const LEVEL_COLUMNS = levelsTo((level) => AGGREGATE_COLUMNS + LEVELS.indexOf(level));
const METRIC_COLUMNS = AGGREGATE_COLUMNS * DISPLAY_METRICS.length;
const BYTES = Int32Array.BYTES_PER_ELEMENT;
const MOST = 2 ** 31 - 1;

/**
 * Packs 32-bit integers column by column, all lowest bytes first, then the next: neighbours are similar and the upper bytes
 * mostly zero, which compresses well. Risks are stored apart, because most questions are about them alone.
 */
export function packServers(servers: readonly ServerRollup[]): { risks: Buffer; metrics: Buffer } {
	const risks = servers.map(({ risk, levelMs }) => [
		...aggregateNumbers(risk),
		...LEVELS.map((level) => levelMs[level])
	]);
	const metrics = servers.map((server) =>
		DISPLAY_METRICS.flatMap((metric) => aggregateNumbers(server.metrics[metric]))
	);
	return { risks: pack(risks, RISK_COLUMNS), metrics: pack(metrics, METRIC_COLUMNS) };
}

/** Returns what `packServers` was given, in the same order. */
export function unpackServers(
	serverList: ServerList,
	risks: Uint8Array,
	metrics: Uint8Array
): [string, ServerRollup][] {
	const risksOf = unpackRisks(serverList.length, risks);
	const metricsOf = unpackMetrics(serverList.length, metrics);
	return serverList.map(([server, profile], index) => [
		server,
		{ profile, ...risksOf(index), metrics: metricsOf(index) }
	]);
}

type RiskPart = Pick<ServerRollup, 'risk' | 'levelMs'>;

/** Returns a function that reads the server at a position of the server list. */
export function unpackRisks(servers: number, body: Uint8Array): (index: number) => RiskPart {
	const cell = cells(servers, body);
	return (index) => ({
		// Cannot fail: every packed server has a risk.
		risk: readAggregate(cell, index, 0) as Aggregate,
		levelMs: levelsTo((level) => cell(LEVEL_COLUMNS[level], index))
	});
}

/** Returns a function that decodes the metrics of the server at an index of the packed roll-up. */
export function unpackMetrics(
	servers: number,
	body: Uint8Array
): (index: number) => ServerRollup['metrics'] {
	const cell = cells(servers, body);
	return (index) => {
		const metrics: Partial<Record<DisplayMetric, Aggregate>> = {};
		DISPLAY_METRICS.forEach((metric, place) => {
			const aggregate = readAggregate(cell, index, place * AGGREGATE_COLUMNS);
			if (aggregate) metrics[metric] = aggregate;
		});
		return metrics;
	};
}

/** Returns a function that reads the last value of a metric at an index; NaN where it was not reported. */
export function unpackLast(
	servers: number,
	body: Uint8Array
): (metric: DisplayMetric) => (index: number) => number {
	const cell = cells(servers, body);
	return (metric) => {
		const column = DISPLAY_METRICS.indexOf(metric) * AGGREGATE_COLUMNS;
		return (index) => readAggregate(cell, index, column)?.last ?? NaN;
	};
}

type Cells = (column: number, index: number) => number;

function aggregateNumbers(aggregate: Aggregate | undefined): number[] {
	if (!aggregate) return [0, 0, 0, 0, 0];
	const { count, mean, min, max, last } = aggregate;
	return [count, mean * 100, min * 10, max * 10, last * 10];
}

function readAggregate(cell: Cells, index: number, column: number): Aggregate | undefined {
	const count = cell(column, index);
	if (count === 0) return undefined;
	const value = (place: number, parts: number) => cell(column + place, index) / parts;
	return { count, mean: value(1, 100), min: value(2, 10), max: value(3, 10), last: value(4, 10) };
}

function pack(rows: readonly (readonly number[])[], columns: number): Buffer {
	const plane = rows.length * columns;
	const bytes = new Uint8Array(plane * BYTES);
	rows.forEach((row, index) => {
		row.forEach((value, column) => {
			const whole = Math.round(Math.max(-MOST, Math.min(MOST, value)));
			const place = column * rows.length + index;
			for (let byte = 0; byte < BYTES; byte++)
				bytes[byte * plane + place] = (whole >> (8 * byte)) & 0xff;
		});
	});
	return zstdCompressSync(bytes);
}

function cells(servers: number, body: Uint8Array): Cells {
	const bytes = zstdDecompressSync(body);
	const plane = bytes.length / BYTES;
	return (column, index) => {
		const place = column * servers + index;
		return (
			(bytes[place] ?? 0) |
			((bytes[plane + place] ?? 0) << 8) |
			((bytes[2 * plane + place] ?? 0) << 16) |
			((bytes[3 * plane + place] ?? 0) << 24)
		);
	};
}
