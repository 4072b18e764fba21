import { STALE_AFTER_TICKS } from '#core/freshness.ts';
import type { DaemonHealth, DaemonState } from '#core/protocol/daemon.ts';
import type { Problem } from '#core/protocol/problem.ts';
import type { Round } from './round.ts';

/** What the rounds so far have shown. Instants by a clock that never runs backwards; only `retryAt` is for people, since 1970. */
export interface Observations {
	readonly startedAt: number;
	/** The last good answer, and how long the daemon took for it. */
	readonly goodAt?: number;
	readonly tookMs: number;
	/** When the feed's count last moved, and where it stands. */
	readonly movedAt?: number;
	readonly tickCount?: number;
	readonly warm: boolean;
	readonly problem?: Problem;
	/** Set while /status fails: then nobody knows whether the feed moves. */
	readonly statusProblem?: Problem;
	readonly retryAt?: number;
}

export interface Observed {
	readonly observations: Observations;
	readonly feedMoved: boolean;
	/** The daemon's count went backwards: it was started anew. */
	readonly restarted: boolean;
}

export function beginObservations(now: number): Observations {
	return { startedAt: now, tookMs: 0, warm: true };
}

/** What one more round adds. `retryAt` is when the daemon will be asked again after a failure. */
export function observe(
	before: Observations,
	round: Round,
	now: number,
	retryAt?: number
): Observed {
	const { status, fleet } = round;
	const count = status.ok ? status.value.tickCount : before.tickCount;
	const feedMoved = count !== before.tickCount;
	const restarted = (count ?? 0) < (before.tickCount ?? 0);
	const problem = fleet.ok ? undefined : fleet.problem;
	const { goodAt, movedAt, tookMs, startedAt } = before;
	return {
		feedMoved,
		restarted,
		observations: {
			startedAt,
			tookMs: fleet.ok ? fleet.value.tookMs : tookMs,
			warm: status.ok ? status.value.warm : before.warm,
			...optional('goodAt', fleet.ok ? now : goodAt),
			...optional('movedAt', feedMoved ? now : movedAt),
			...optional('tickCount', count),
			...optional('problem', problem),
			...optional('statusProblem', status.ok ? undefined : status.problem),
			...optional('retryAt', problem ? retryAt : undefined)
		}
	};
}

export interface Promises {
	readonly tickMs: number;
	/** How often the daemon is fed. */
	readonly feedMs: number;
}

/** The daemon's health at `now`, without the time since when: whoever remembers the last one knows that. */
export function assess(
	observations: Observations,
	now: number,
	promises: Promises
): Omit<DaemonHealth, 'since'> {
	const { goodAt, movedAt, retryAt } = observations;
	const { goodUntil, fedUntil } = deadlines(observations, promises);
	const overdue = now > goodUntil;
	const silent = now > fedUntil;
	const state = stateOf(observations, overdue, silent);
	const problem = problemOf(observations, state, overdue, silent);
	return {
		state,
		stale:
			state === 'down' || state === 'feed-silent' || (goodAt !== undefined && (overdue || silent)),
		...optional('problem', problem),
		...optional('goodAt', goodAt),
		...optional('dataAt', movedAt),
		...optional('retryAt', retryAt)
	};
}

/** The next instant at which the assessment may change although nothing arrives. */
export function nextAssessment(
	observations: Observations,
	now: number,
	promises: Promises
): number | undefined {
	const { goodUntil, fedUntil } = deadlines(observations, promises);
	const ahead = [goodUntil, fedUntil].filter((at) => Number.isFinite(at) && at >= now);
	return ahead.length ? Math.min(...ahead) + 1 : undefined;
}

/** A daemon that takes long for its answers is slow, not dead: the tick is as long as its answers. */
function deadlines(
	{ startedAt, goodAt, movedAt, tookMs }: Observations,
	{ tickMs, feedMs }: Promises
): { goodUntil: number; fedUntil: number } {
	const paceMs = Math.max(tickMs, tookMs);
	return {
		goodUntil: (goodAt ?? startedAt) + STALE_AFTER_TICKS * paceMs,
		fedUntil: (movedAt ?? Infinity) + STALE_AFTER_TICKS * Math.max(paceMs, feedMs)
	};
}

/** These say that the daemon is there and well, only not yet or not now able to give. */
const ANSWERS = new Set(['daemon-blank', 'rate-limited', 'daemon-malformed', 'daemon-too-large']);

function stateOf(observations: Observations, overdue: boolean, silent: boolean): DaemonState {
	const { problem, goodAt, warm } = observations;
	if (problem?.kind === 'key-refused') return 'down';
	if (problem?.kind === 'insufficient-data') return silent ? 'feed-silent' : 'warming';
	if (problem) {
		if (ANSWERS.has(problem.kind)) return 'degraded';
		if (overdue) return 'down';
		return goodAt === undefined ? 'connecting' : 'degraded';
	}
	if (goodAt === undefined) return overdue ? 'down' : 'connecting';
	if (overdue) return 'degraded';
	if (silent) return observations.statusProblem ? 'degraded' : 'feed-silent';
	return warm ? 'live' : 'warming';
}

function problemOf(
	{ problem, statusProblem }: Observations,
	state: DaemonState,
	overdue: boolean,
	silent: boolean
): Problem | undefined {
	if (problem && !(problem.kind === 'insufficient-data')) return problem;
	if (overdue && (state === 'degraded' || state === 'down'))
		return { kind: 'daemon-timeout', detail: 'The daemon has not answered for 2.5 ticks.' };
	return silent && state === 'degraded' ? statusProblem : undefined;
}

function optional<Key extends string, Value>(
	key: Key,
	value: Value | undefined
): { [K in Key]?: Value } {
	return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}
