import { METRIC_COUNT, METRIC_NAMES, metricMaximum, type MetricName } from '../metrics.ts';

/** A validated sample of one server. */
export interface FeedRecord {
	/** Position in its batch, from 0. */
	readonly index: number;
	readonly serverName: string;
	/** In ms since 1970, UTC. */
	readonly at: number;
	/** Indexed like METRIC_NAMES; NaN where the record lacks the metric. */
	readonly values: Float64Array;
}

export interface RefusedRecord {
	/** Position in the batch, from 0. */
	index: number;
	reason: string;
}

/** A value that is left out of a record that counts otherwise. */
export interface RefusedMetric extends RefusedRecord {
	metric: MetricName;
}

export interface ParsedBatch {
	records: FeedRecord[];
	refused: RefusedRecord[];
	refusedMetrics: RefusedMetric[];
	/** Values that were off by a rounding and count as the bound they passed. */
	clamped: number;
}

/** A name is a key in every answer, so its length is bounded. */
const MAX_NAME_LENGTH = 256;

/**
 * In percentage points. A share worked out from counters over a few seconds is off by the length of a tick and by when
 * exactly it was read, on either side: up to this it is clamped, more is an error.
 */
const PERCENT_SLACK = 2;

/** The states that a record may claim. They are validated but not used: the forecast relies on the numbers. */
const STATUSES = new Set([
	'healthy',
	'critical_issue',
	'heavy_load',
	'idle',
	'maintenance',
	'morning_spike',
	'offline',
	'recovery'
]);

/**
 * Keeps the well-formed records, and returns position and reason of each rejected one. A value that cannot be is left
 * out alone: the others of its record were measured all the same.
 */
export function parseBatch(raw: readonly unknown[], latestAllowed: number): ParsedBatch {
	const batch: ParsedBatch = { records: [], refused: [], refusedMetrics: [], clamped: 0 };
	raw.forEach((each, index) => {
		const reason = parseRecord(each, index, latestAllowed, batch);
		if (reason) batch.refused.push({ index, reason });
	});
	return batch;
}

/** Adds the record to the batch, or returns the reason why it is rejected. */
function parseRecord(
	raw: unknown,
	index: number,
	latestAllowed: number,
	batch: ParsedBatch
): string | undefined {
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return 'not an object';
	const fields = new Map<string, unknown>(Object.entries(raw));
	const serverName = fields.get('server_name');
	if (typeof serverName !== 'string') return 'server_name: a string is required';
	if (serverName.length > MAX_NAME_LENGTH) {
		return `server_name: longer than ${MAX_NAME_LENGTH} characters`;
	}
	const at = parseTimestamp(fields.get('timestamp'));
	if (Number.isNaN(at)) return 'timestamp: an ISO 8601 date with time is required';
	if (at > latestAllowed) return 'timestamp: lies in the future';
	const status = fields.get('status');
	if (status !== undefined && (typeof status !== 'string' || !STATUSES.has(status))) {
		return 'status: not one of ' + [...STATUSES].join(', ');
	}
	const { values, faults, known, clamped } = parseValues(fields);
	if (!known) {
		const reasons = faults.map(({ metric, reason }) => `${metric}: ${reason}`);
		return reasons.join('; ') || 'no metric: at least one of the 14 is required';
	}
	batch.records.push({ index, serverName, at, values });
	batch.refusedMetrics.push(...faults.map((fault) => ({ index, ...fault })));
	batch.clamped += clamped;
	return undefined;
}

function parseValues(fields: ReadonlyMap<string, unknown>) {
	const values = new Float64Array(METRIC_COUNT).fill(NaN);
	const faults: { metric: MetricName; reason: string }[] = [];
	let known = 0;
	let clamped = 0;
	for (const [index, metric] of METRIC_NAMES.entries()) {
		const value = fields.get(metric);
		if (value === undefined || value === null) continue;
		const maximum = metricMaximum(metric);
		const reason = faultOf(value, maximum);
		if (reason !== undefined || typeof value !== 'number') {
			faults.push({ metric, reason: reason ?? 'not a number' });
			continue;
		}
		// Adding 0 turns -0 into 0.
		const kept = Math.max(0, Math.min(value, maximum)) + 0;
		values[index] = kept;
		known += 1;
		if (kept !== value) clamped += 1;
	}
	return { values, faults, known, clamped };
}

function faultOf(value: unknown, maximum: number): string | undefined {
	if (typeof value !== 'number' || !Number.isFinite(value)) return 'not a number';
	const slack = Number.isFinite(maximum) ? PERCENT_SLACK : 0;
	if (value < -slack) return 'below 0';
	return value > maximum + slack ? `above ${maximum}` : undefined;
}

const ISO_DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

/** Returns the time in ms since 1970, NaN for text that is no time. Without a zone it is local, as in the contract. */
function parseTimestamp(value: unknown): number {
	return typeof value === 'string' && ISO_DATE_TIME.test(value) ? Date.parse(value) : NaN;
}
