import type { Warmup } from '#core/protocol/daemon.ts';
import type { StatusReading } from './status.ts';

/** Where the warm-up stood when it was first seen, to tell how fast it goes. */
export interface WarmupStart {
	readonly at: number;
	readonly progress: number;
}

/**
 * The smoother truth of two: the share of records collected moves evenly but can pass 1 on average while single servers lag;
 * the share of ready servers is what counts in the end but leaps. Shown is the former until it is full, then the latter.
 */
export function warmupProgress(status: StatusReading): number {
	if (status.warm) return 100;
	const collected = (status.collectedShare ?? 0) * 100;
	const shown =
		collected < 100 ? Math.max(collected, status.progressPercent) : status.progressPercent;
	// Not warm is never full.
	return Math.min(99, Math.round(shown));
}

/** What viewers are told of the warm-up, with the time left as far as the pace so far tells it. */
export function describeWarmup(status: StatusReading, start: WarmupStart, now: number): Warmup {
	const progressPercent = warmupProgress(status);
	const counts = {
		...(status.ready === undefined ? {} : { ready: status.ready }),
		...(status.total === undefined ? {} : { total: status.total })
	};
	if (status.warm) return { phase: 'ready', progressPercent, message: 'Model ready', ...counts };
	const gained = progressPercent - start.progress;
	const remaining =
		gained > 0 ? { remainingMs: ((now - start.at) / gained) * (100 - progressPercent) } : {};
	const message = status.message || 'Warming up';
	return { phase: 'collecting', progressPercent, message, ...counts, ...remaining };
}
