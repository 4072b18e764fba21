import { METRIC_COUNT, METRIC_NAMES, metricMaximum } from '../metrics.ts';

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

export interface ParsedBatch {
	records: FeedRecord[];
	refused: RefusedRecord[];
}

/** A name is a key in every answer, so its length is bounded. */
const MAX_NAME_LENGTH = 256;

/** Measured shares can sum to slightly more than 100: up to this they count as 100, more is an error. */
const PERCENT_SLACK = 0.5;

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

/** Keeps the well-formed records, and returns position and reason of each rejected one. */
export function parseBatch(raw: readonly unknown[], latestAllowed: number): ParsedBatch {
	const batch: ParsedBatch = { records: [], refused: [] };
	raw.forEach((each, index) => {
		const parsed = parseRecord(each, index, latestAllowed);
		if (typeof parsed === 'string') batch.refused.push({ index, reason: parsed });
		else batch.records.push(parsed);
	});
	return batch;
}

/** Returns the record, or the reason why it is rejected. */
function parseRecord(raw: unknown, index: number, latestAllowed: number): FeedRecord | string {
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
	const values = parseValues(fields);
	return typeof values === 'string' ? values : { index, serverName, at, values };
}

function parseValues(fields: ReadonlyMap<string, unknown>): Float64Array | string {
	const values = new Float64Array(METRIC_COUNT).fill(NaN);
	let known = 0;
	for (const [index, metric] of METRIC_NAMES.entries()) {
		const value = fields.get(metric);
		if (value === undefined || value === null) continue;
		const maximum = metricMaximum(metric);
		if (typeof value !== 'number' || !Number.isFinite(value)) return `${metric}: not a number`;
		if (value < 0) return `${metric}: below 0`;
		if (value > maximum + PERCENT_SLACK) return `${metric}: above ${maximum}`;
		// Adding 0 turns -0 into 0.
		values[index] = Math.min(value, maximum) + 0;
		known += 1;
	}
	return known ? values : 'no metric: at least one of the 14 is required';
}

const ISO_DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

/** Returns the time in ms since 1970, NaN for text that is no time. Without a zone it is local, as in the contract. */
function parseTimestamp(value: unknown): number {
	return typeof value === 'string' && ISO_DATE_TIME.test(value) ? Date.parse(value) : NaN;
}
