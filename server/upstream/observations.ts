import type { Problem, ProblemKind } from '#core/protocol/problem.ts';
import { optional } from './optional.ts';
import { presentTickMs, withAnswer } from './present-tick.ts';
import type { PollResult } from './poll.ts';
import { warmAsWhole } from './warming.ts';

/** The newest good answer, the one on screen. Its times are monotonic. */
interface Shown {
	readonly askedAt: number;
	readonly arrivedAt: number;
	/** The tick in force when it was requested: a slow answer must not extend its own deadline afterwards. */
	readonly tickMs: number;
	/** When the feed had last been seen to move. */
	readonly movedAt?: number;
	/** The newest data in it were measured after this. Unknown until the feed has been seen to move. */
	readonly measuredAt?: number;
}

/** What the polls so far have shown. Times are monotonic; only `retryAt` is for people, since 1970. */
export interface Observations {
	readonly startedAt: number;
	readonly shown?: Shown;
	/** How long the last good answers took. */
	readonly tookMs: readonly number[];
	/** The feed's count, and when it was last seen to move. */
	readonly tickCount?: number;
	readonly movedAt?: number;
	/** When the count was last read, and when it was last read before it moved: the feed moved after that. */
	readonly lookedAt?: number;
	readonly fedAfter?: number;
	readonly warm: boolean;
	/** Whether the whole fleet has been warm since the daemon's start. */
	readonly warmed?: boolean;
	readonly problem?: Problem;
	/** Set while /status fails: whether the feed moves is then unknown. */
	readonly statusProblem?: Problem;
	readonly retryAt?: number;
	/** Whether the daemon has sent its status in the running poll, so that only its predictions are awaited. */
	readonly responding?: boolean;
}

/** What a status shows compared with the last one. */
export interface CountMoved {
	readonly count: number | undefined;
	readonly feedMoved: boolean;
	/** The daemon's count went backwards: it was restarted. */
	readonly restarted: boolean;
}

export interface Observed extends CountMoved {
	readonly observations: Observations;
}

/** When a poll began and ended, and after a failure when the daemon will be polled again. */
export interface PollTimes {
	readonly askedAt: number;
	readonly arrivedAt: number;
	readonly retryAt?: number | undefined;
}

/** Returns the observations before the first poll. `now` is monotonic, in ms. */
export function beginObservations(now: number): Observations {
	return { startedAt: now, tookMs: [], warm: true };
}

/** Returns whether the feed's count has changed since `before`; a smaller one means that the daemon was restarted. */
export function countMoved(before: number | undefined, status: PollResult['status']): CountMoved {
	const count = status.ok ? status.value.tickCount : before;
	return { count, feedMoved: count !== before, restarted: (count ?? 0) < (before ?? 0) };
}

/** Returns whether the whole fleet is warm after a status. A restarted daemon begins cold. */
export function warmAfter(before: Observations, status: PollResult['status']): boolean {
	if (!status.ok) return before.warm;
	const { restarted } = countMoved(before.tickCount, status);
	return warmAsWhole(status.value, before.warmed === true && !restarted);
}

/** These mean that the daemon did not answer at all. */
const UNHEARD = new Set<ProblemKind>(['daemon-unreachable', 'daemon-timeout']);

/** The status has arrived and the poll continues: the daemon no longer counts as unreachable. */
export function respond(before: Observations): Observations {
	const { problem, retryAt, ...heard } = { ...before, responding: true };
	if (!problem || UNHEARD.has(problem.kind)) return heard;
	return { ...heard, problem, ...optional('retryAt', retryAt) };
}

/** Adds one poll. The count is read first, before the answer: the answer is no older than that. */
export function observe(
	before: Observations,
	{ status, fleet }: PollResult,
	{ askedAt, arrivedAt, retryAt }: PollTimes,
	tickMs: number
): Observed {
	const { count, feedMoved, restarted } = countMoved(before.tickCount, status);
	const movedAt = feedMoved ? askedAt : before.movedAt;
	const fedAfter = feedMoved ? before.lookedAt : before.fedAfter;
	const tookMs = fleet.ok ? withAnswer(before.tookMs, arrivedAt - askedAt) : before.tookMs;
	const warm = warmAfter(before, status);
	const problem = fleet.ok ? undefined : fleet.problem;
	const promisedMs = Math.min(presentTickMs(before.tookMs, tickMs), presentTickMs(tookMs, tickMs));
	const taken: Shown = {
		askedAt,
		arrivedAt,
		tickMs: promisedMs,
		...optional('movedAt', movedAt),
		...optional('measuredAt', fedAfter)
	};
	return {
		count,
		feedMoved,
		restarted,
		observations: {
			startedAt: before.startedAt,
			tookMs,
			warm,
			warmed: status.ok ? warm : before.warmed === true,
			...optional('shown', fleet.ok ? taken : before.shown),
			...optional('tickCount', count),
			...optional('movedAt', movedAt),
			...optional('lookedAt', status.ok ? askedAt : before.lookedAt),
			...optional('fedAfter', fedAfter),
			...optional('problem', problem),
			...optional('statusProblem', status.ok ? undefined : status.problem),
			...optional('retryAt', problem ? retryAt : undefined)
		}
	};
}
