import type { DaemonHealth, Warmup } from '#core/protocol/daemon.ts';
import type { Clock } from '../clock.ts';
import { assess, nextAssessment, type PollIntervals } from './health.ts';
import {
	beginObservations,
	countMoved,
	observe,
	warmAfter,
	respond,
	type PollTimes
} from './observations.ts';
import { optional } from './optional.ts';
import type { PollResult } from './poll.ts';
import { describeWarmup, warmupProgress, type WarmupStart } from './warm-up.ts';

export interface DaemonMonitorDeps extends PollIntervals {
	readonly clock: Clock;
	/** Called whenever anything but the ages changed. */
	readonly onHealth: (health: DaemonHealth) => void;
	/** Undefined: the daemon is gone, and how warm it will be after its return is unknown. */
	readonly onWarmup: (warmup: Warmup | undefined) => void;
}

/** Tracks the daemon's health and reports each change when it happens, with or without an answer. */
export function createDaemonMonitor(deps: DaemonMonitorDeps) {
	const { clock } = deps;
	let observations = beginObservations(clock.monotonic());
	let health: DaemonHealth = { state: 'connecting', stale: false, since: clock.now() };
	let warmupStart: WarmupStart | undefined;
	let toldReady = false;
	let cancel = () => {};

	/**
	 * The current health with times since 1970; the assessment is monotonic, so that a wall clock set back hides no fault.
	 */
	function assessed(): Omit<DaemonHealth, 'since'> {
		const next = assess(observations, clock.monotonic(), deps);
		return {
			...next,
			...optional('goodAt', wallTime(next.goodAt)),
			...optional('dataAt', wallTime(next.dataAt)),
			...optional('measuredAt', wallTime(next.measuredAt))
		};
	}

	function wallTime(monotonic: number | undefined): number | undefined {
		if (monotonic === undefined) return undefined;
		return Math.round(clock.now() - (clock.monotonic() - monotonic));
	}

	function reassess(): void {
		cancel();
		const now = clock.monotonic();
		const next = assessed();
		const changed = sign(next) !== sign(health);
		health = { ...next, since: sinceOf(next) };
		if (changed) deps.onHealth(health);
		if (changed && health.state === 'down') {
			forgetWarmup();
			deps.onWarmup(undefined);
		}
		const dueAt = nextAssessment(observations, now, deps);
		cancel = dueAt === undefined ? () => {} : clock.after(dueAt - now, reassess);
	}

	function sinceOf(next: Omit<DaemonHealth, 'since'>): number {
		const same = next.state === health.state && next.stale === health.stale;
		return same ? health.since : clock.now();
	}

	/** A daemon that returns may be cold. */
	function forgetWarmup(): void {
		warmupStart = undefined;
		toldReady = false;
	}

	function tellWarmup(result: PollResult): void {
		if (!result.status.ok) return;
		// A server that was added later warms up on its own: the fleet's warm-up is over and does not return.
		const status = { ...result.status.value, warm: observations.warm };
		if (status.warm && toldReady) return;
		const now = clock.monotonic();
		warmupStart ??= { at: now, progress: warmupProgress(status) };
		toldReady = status.warm;
		if (status.warm) warmupStart = undefined;
		deps.onWarmup(describeWarmup(status, warmupStart ?? { at: now, progress: 100 }, now));
	}

	return {
		/** Returns what the poll would mean, without storing it. */
		foresee: ({ status }: PollResult) => ({
			...countMoved(observations.tickCount, status),
			warm: warmAfter(observations, status)
		}),
		/** Stores a poll; returns whether the feed moved, and whether the daemon was restarted. */
		observe(
			result: PollResult,
			{ askedAt, retryAt }: Omit<PollTimes, 'arrivedAt'>
		): { feedMoved: boolean; restarted: boolean } {
			const times = { askedAt, arrivedAt: clock.monotonic(), retryAt };
			const observed = observe(observations, result, times, deps.tickMs);
			observations = observed.observations;
			if (observed.restarted) forgetWarmup();
			tellWarmup(result);
			return observed;
		},
		/** The running poll has its status. Reported with the next change: predictions may follow at once. */
		responds(): void {
			observations = respond(observations);
		},
		reassess,
		/** Returns the health at this moment, reported or not. */
		current(): DaemonHealth {
			const next = assessed();
			return { ...next, since: sinceOf(next) };
		},
		/** The earliest time at which the states on screen may have been measured; monotonic. */
		measuredAt: (): number | undefined => observations.shown?.measuredAt,
		close: () => cancel()
	};
}

/** The part that viewers must hear of at once; ages and times travel with every tick. */
function sign({ state, stale, problem, tickMs, retryAt }: Omit<DaemonHealth, 'since'>): string {
	return JSON.stringify([state, stale, problem?.kind, problem?.detail, tickMs, retryAt]);
}
