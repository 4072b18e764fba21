import type { Metrics } from './metrics.ts';
import type { Profile } from './profiles.ts';

/** A job that fills its server's memory every few hours and then lets go of it, such as an import. */
export interface RecurringJob {
	/** One of the times at which the memory crosses its limit, in ms since 1970. */
	readonly crossesAt: number;
}

/** Imports are the work of these servers. */
export const JOB_PROFILE: Profile = 'data_ingest';

const MINUTE = 60_000;

/** Six times a day, at the same times of each: a forecaster that knows one day can see it coming. */
const PERIOD_MS = 240 * MINUTE;

/** The climb, the time at the top, and the way back. */
const CLIMB_MS = 120 * MINUTE;
const TOP_MS = 20 * MINUTE;
const RELEASE_MS = 5 * MINUTE;

/** Memory in percent at the start and at the top; between them lies the daemon's warning limit. */
const FROM_PERCENT = 62;
const TOP_PERCENT = 95;
const LIMIT_PERCENT = 90;

/** How long after its start the job crosses the limit. */
const CROSSING_MS = (CLIMB_MS * (LIMIT_PERCENT - FROM_PERCENT)) / (TOP_PERCENT - FROM_PERCENT);

/** What a running job receives, as a factor of the usual traffic. */
const TRAFFIC_FACTOR = 1.4;

/** Points of memory by which the server's other work shows. */
const WOBBLE_POINTS = 0.2;

/** @param wobble 0 and up: how unusual the server's other work is at the moment */
export function applyJob(values: Metrics, job: RecurringJob, at: number, wobble: number): void {
	const since = (at - job.crossesAt + CROSSING_MS) % PERIOD_MS;
	const share = shareAt(since < 0 ? since + PERIOD_MS : since);
	if (share === undefined) return;
	const memory = FROM_PERCENT + (TOP_PERCENT - FROM_PERCENT) * share + WOBBLE_POINTS * wobble;
	values.mem_used_pct = Math.max(values.mem_used_pct, memory);
	values.net_in_mb_s *= TRAFFIC_FACTOR;
}

/** Returns how far the memory is filled, 0–1; undefined while the job does not run. */
function shareAt(sinceMs: number): number | undefined {
	if (sinceMs < CLIMB_MS) return sinceMs / CLIMB_MS;
	const releasedMs = sinceMs - CLIMB_MS - TOP_MS;
	if (releasedMs >= RELEASE_MS) return undefined;
	return 1 - Math.max(0, releasedMs) / RELEASE_MS;
}
