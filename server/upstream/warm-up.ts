import type { Warmup } from '#core/protocol/daemon.ts';
import type { StatusReading } from './status.ts';

/** Where the warm-up stood when it was first seen, to tell how fast it goes. */
export interface WarmupStart {
	readonly at: number;
	readonly progress: number;
}

/** Not warm is never full, however much has been collected on average: single servers may lag. */
const NEARLY = 99;

/**
 * The smoother truth of two: the share of ready servers stands still and leaps, the share of records collected moves evenly.
 * It never goes back while a warm-up lasts; how many servers are ready is told beside it.
 */
export function warmupProgress(status: StatusReading): number {
	if (status.warm) return 100;
	const collected = (status.collectedShare ?? 0) * 100;
	return Math.min(NEARLY, Math.round(Math.max(collected, status.progressPercent)));
}

/** What viewers are told of the warm-up, with the time left at the present rate. */
export function describeWarmup(status: StatusReading, start: WarmupStart, now: number): Warmup {
	const progressPercent = warmupProgress(status);
	const counts = {
		...(status.ready === undefined ? {} : { ready: status.ready }),
		...(status.total === undefined ? {} : { total: status.total })
	};
	if (status.warm) return { phase: 'ready', progressPercent, message: 'Model ready', ...counts };
	const gained = progressPercent - start.progress;
	const remaining =
		gained > 0 && progressPercent < NEARLY
			? { remainingMs: ((now - start.at) / gained) * (100 - progressPercent) }
			: {};
	const message = status.message || 'Warming up';
	return { phase: 'collecting', progressPercent, message, ...counts, ...remaining };
}
