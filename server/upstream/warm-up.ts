import type { Warmup } from '#core/protocol/daemon.ts';
import type { StatusReading } from './status.ts';

/** The warm-up when it was first seen, to compute its rate. */
export interface WarmupStart {
	readonly at: number;
	readonly progress: number;
}

/**
 * The progress stays below 100 % until the fleet is warm, however much has been collected on average: single servers may
 * lag.
 */
const NEARLY = 99;

/**
 * Returns the smoother of two measures: the share of ready servers moves in leaps, the share of collected records evenly.
 * It never decreases during a warm-up.
 */
export function warmupProgress(status: StatusReading): number {
	if (status.warm) return 100;
	const collected = (status.collectedShare ?? 0) * 100;
	return Math.min(NEARLY, Math.round(Math.max(collected, status.progressPercent)));
}

/** Returns the warm-up event for viewers, with the time left at the present rate. */
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
