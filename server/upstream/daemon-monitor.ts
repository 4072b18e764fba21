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
	/** Told whenever anything but the ages changed. */
	readonly onHealth: (health: DaemonHealth) => void;
	/** Undefined: the daemon is gone, and how warm it will be when it is back nobody knows. */
	readonly onWarmup: (warmup: Warmup | undefined) => void;
}

/** Remembers how the daemon has been, and tells of each change at the moment it comes true, answer or none. */
export function createDaemonMonitor(deps: DaemonMonitorDeps) {
	const { clock } = deps;
	let observations = beginObservations(clock.monotonic());
	let health: DaemonHealth = { state: 'connecting', stale: false, since: clock.now() };
	let warmupStart: WarmupStart | undefined;
	let toldReady = false;
	let cancel = () => {};

	/** The health now, its instants since 1970: a wall clock that is set back hides no fault. */
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

	/** What comes next may begin cold. */
	function forgetWarmup(): void {
		warmupStart = undefined;
		toldReady = false;
	}

	function tellWarmup(round: PollResult): void {
		if (!round.status.ok) return;
		// A server that came later warms up on its own: the fleet's warm-up is over, and does not come back.
		const status = { ...round.status.value, warm: observations.warm };
		if (status.warm && toldReady) return;
		const now = clock.monotonic();
		warmupStart ??= { at: now, progress: warmupProgress(status) };
		toldReady = status.warm;
		if (status.warm) warmupStart = undefined;
		deps.onWarmup(describeWarmup(status, warmupStart ?? { at: now, progress: 100 }, now));
	}

	return {
		/** What the round would mean, without remembering it. */
		foresee: ({ status }: PollResult) => ({
			...countMoved(observations.tickCount, status),
			warm: warmAfter(observations, status)
		}),
		/** What the round means: whether the feed moved, and whether the daemon was started anew. */
		observe(
			round: PollResult,
			{ askedAt, retryAt }: Omit<PollTimes, 'arrivedAt'>
		): { feedMoved: boolean; restarted: boolean } {
			const times = { askedAt, arrivedAt: clock.monotonic(), retryAt };
			const observed = observe(observations, round, times, deps.tickMs);
			observations = observed.observations;
			if (observed.restarted) forgetWarmup();
			tellWarmup(round);
			return observed;
		},
		/** The round under way has its status. What that means is told when the next thing changes: predictions may follow at once. */
		responds(): void {
			observations = respond(observations);
		},
		reassess,
		/** As it is at this moment, told or not. */
		current(): DaemonHealth {
			const next = assessed();
			return { ...next, since: sinceOf(next) };
		},
		/** When the states on screen were measured at the earliest; monotonic. */
		measuredAt: (): number | undefined => observations.shown?.measuredAt,
		close: () => cancel()
	};
}

/** All of it that a viewer must hear of at once; ages and instants travel with every tick. */
function sign({ state, stale, problem, tickMs, retryAt }: Omit<DaemonHealth, 'since'>): string {
	return JSON.stringify([state, stale, problem?.kind, problem?.detail, tickMs, retryAt]);
}
