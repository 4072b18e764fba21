import { isObject } from '#core/json/json.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import { isSane } from './sane-number.ts';

/** The answer of /status: batches received so far, and the progress of the warm-up. */
export interface StatusReading {
	readonly tickCount: number;
	readonly warm: boolean;
	/** Share of servers that are ready, in whole percent: it moves in leaps. */
	readonly progressPercent: number;
	/** Mean records per server in relation to the records needed: it moves smoothly. */
	readonly collectedShare?: number;
	readonly ready?: number;
	readonly total?: number;
	/** Records that a server needs to be ready. */
	readonly required: number;
	/** The servers that are not ready, where the daemon names them. */
	readonly warming?: readonly string[];
	/** Records of all servers that the daemon holds. */
	readonly windowSize?: number;
	readonly message: string;
}

/** The required records of a daemon that does not say. */
const USUAL_REQUIRED = 150;

/** The running daemon nests the warm-up; its documentation shows flat fields. Both are understood. */
export function readStatus(body: unknown): Result<StatusReading> {
	if (!isObject(body) || !isSane(body.tick_count))
		return err('daemon-malformed', 'The status contains no tick count.');
	const warmup = isObject(body.warmup) ? body.warmup : {};
	const warm = flag(warmup.is_warmed_up) ?? flag(body.warmup_complete) ?? true;
	const message = typeof warmup.message === 'string' ? warmup.message : '';
	const counted = /(\d{1,9})\/(\d{1,9}) servers ready/.exec(message);
	const collected = number(warmup.current_size);
	const required = number(warmup.required_size);
	const windowSize = number(body.window_size);
	const named = warmup.warming_servers;
	return ok({
		tickCount: body.tick_count,
		required: required || USUAL_REQUIRED,
		...(Array.isArray(named) ? { warming: named.filter((name) => typeof name === 'string') } : {}),
		warm,
		progressPercent: clamp(number(warmup.progress_percent) ?? (warm ? 100 : 0), 100),
		...(collected !== undefined && required
			? { collectedShare: clamp(collected / required, 1) }
			: {}),
		...(windowSize !== undefined && windowSize >= 0 ? { windowSize: Math.round(windowSize) } : {}),
		...(counted ? { ready: Number(counted[1]), total: Number(counted[2]) } : {}),
		message
	});
}

function flag(value: unknown): boolean | undefined {
	return typeof value === 'boolean' ? value : undefined;
}

function number(value: unknown): number | undefined {
	return isSane(value) ? value : undefined;
}

function clamp(value: number, most: number): number {
	return Math.min(most, Math.max(0, value));
}
