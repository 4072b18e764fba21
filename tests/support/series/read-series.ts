import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { METRIC_NAMES, type MetricName } from '../../../server/embedded/daemon/metrics.ts';

export interface Sample {
	/** Minutes since a midnight UTC. */
	readonly minute: number;
	readonly value: number;
}

/**
 * Reads a CSV (gzipped where its name ends so): the first column is minutes since a midnight UTC in rising order, each
 * other one a metric by the daemon's name; an empty cell is a value that is missing. Throws on anything else.
 */
export function readSeries(file: string): ReadonlyMap<MetricName, readonly Sample[]> {
	const bytes = readFileSync(file);
	const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim();
	const [head = '', ...lines] = text.split(/\r?\n/);
	const series = head
		.split(',')
		.slice(1)
		.map((name) => ({ metric: metricOf(file, name.trim()), samples: [] as Sample[] }));
	if (series.length === 0) throw new Error(`${file}: the first line names no metric`);
	let before = -Infinity;
	for (const [index, line] of lines.entries()) {
		const cells = line.split(',');
		const minute = numberIn(cells[0]);
		if (minute === undefined || minute < before)
			throw new Error(`${file}, line ${index + 2}: the minutes are no number, or fall`);
		before = minute;
		for (const [column, { samples }] of series.entries()) {
			const value = numberIn(cells[column + 1]);
			if (value !== undefined) samples.push({ minute, value });
		}
	}
	return new Map(series.map(({ metric, samples }) => [metric, samples]));
}

function metricOf(file: string, name: string): MetricName {
	const metric = METRIC_NAMES.find((known) => known === name);
	if (!metric)
		throw new Error(`${file}: "${name}" is no metric of the daemon (${METRIC_NAMES.join(', ')})`);
	return metric;
}

function numberIn(cell = ''): number | undefined {
	const value = Number(cell);
	return cell.trim() === '' || !Number.isFinite(value) ? undefined : value;
}
