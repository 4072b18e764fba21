import { STALE_AFTER_TICKS } from '#core/freshness.ts';
import type { DaemonHealth, DaemonState } from '#core/protocol/daemon.ts';
import type { Problem } from '#core/protocol/problem.ts';
import type { Observations } from './observations.ts';
import { optional } from './optional.ts';
import { presentTickMs } from './present-tick.ts';

export interface PollIntervals {
	readonly tickMs: number;
	/** How often the daemon receives metrics. */
	readonly feedMs: number;
}

/** Returns the daemon's health at `now`, without its `since`, which the monitor knows. */
export function assess(
	observations: Observations,
	now: number,
	intervals: PollIntervals
): Omit<DaemonHealth, 'since'> {
	const { shown, movedAt, retryAt } = observations;
	const until = deadlines(observations, intervals);
	const overdue = now > until.answer;
	const silent = now > until.feed;
	const old = shown !== undefined && (overdue || now > until.shownFeed);
	const state = stateOf(observations, overdue, silent);
	const presentMs = presentTickMs(observations.tookMs, intervals.tickMs);
	return {
		state,
		stale: state === 'down' || state === 'feed-silent' || old || (state === 'degraded' && overdue),
		...optional(
			'problem',
			problemOf(observations, state, { overdue, silent, late: now <= until.next })
		),
		...optional('goodAt', shown?.arrivedAt),
		...optional('dataAt', movedAt),
		...optional('measuredAt', shown?.measuredAt),
		...optional('tickMs', presentMs > intervals.tickMs ? presentMs : undefined),
		...optional('retryAt', retryAt)
	};
}

/** Returns the next moment at which the assessment may change although nothing arrives. */
export function nextAssessment(
	observations: Observations,
	now: number,
	intervals: PollIntervals
): number | undefined {
	const ahead = Object.values(deadlines(observations, intervals)).filter(
		(at) => Number.isFinite(at) && at >= now
	);
	return ahead.length ? Math.min(...ahead) + 1 : undefined;
}

/** The moments until which silence is normal. Counted from when an answer was requested: it is no newer than that. */
function deadlines(
	{ startedAt, shown, movedAt }: Observations,
	intervals: PollIntervals
): Record<'answer' | 'next' | 'feed' | 'shownFeed', number> {
	const tickMs = shown?.tickMs ?? intervals.tickMs;
	const allowedMs = STALE_AFTER_TICKS * tickMs;
	// A count that was never read says nothing about the feed: what is shown has until then to prove live.
	const unread = shown ? startedAt : Infinity;
	const feedAllowedMs = STALE_AFTER_TICKS * Math.max(tickMs, intervals.feedMs);
	return {
		answer: (shown?.askedAt ?? startedAt) + allowedMs,
		/** A late answer is reported as late until the next one is missed. */
		next: (shown?.arrivedAt ?? -Infinity) + allowedMs,
		feed: (movedAt ?? unread) + feedAllowedMs,
		shownFeed: (shown?.movedAt ?? unread) + feedAllowedMs
	};
}

/** These do not mean that the daemon is down: it is there, only not able to answer now, or the failure is ours. */
const NOT_DOWN = new Set([
	'daemon-blank',
	'rate-limited',
	'daemon-malformed',
	'daemon-too-large',
	'daemon-overloaded',
	'internal-error'
]);

const UNANSWERED: Problem = {
	kind: 'daemon-timeout',
	detail: 'The daemon has not answered for 2.5 ticks.'
};
/** The result of the whole poll if the predictions time out. */
const UNFINISHED: Problem = {
	kind: 'daemon-overloaded',
	detail: 'The daemon responds, but has not finished its predictions yet.'
};

function stateOf(observations: Observations, overdue: boolean, silent: boolean): DaemonState {
	const { problem, shown, warm, responding } = observations;
	if (problem?.kind === 'key-refused') return 'down';
	if (problem?.kind === 'insufficient-data') return silent ? 'feed-silent' : 'warming';
	if (problem) {
		if (NOT_DOWN.has(problem.kind)) return 'degraded';
		if (overdue) return 'down';
		return shown === undefined ? 'connecting' : 'degraded';
	}
	if (overdue && (shown || responding)) return 'degraded';
	if (shown === undefined) return overdue ? 'down' : 'connecting';
	if (silent) return observations.statusProblem ? 'degraded' : 'feed-silent';
	return warm ? 'live' : 'warming';
}

function problemOf(
	{ problem, statusProblem, shown, responding }: Observations,
	state: DaemonState,
	{ overdue, silent, late }: { overdue: boolean; silent: boolean; late: boolean }
): Problem | undefined {
	if (problem && !(problem.kind === 'insufficient-data')) return problem;
	if (overdue && (state === 'degraded' || state === 'down')) {
		if (!shown || !late) return responding ? UNFINISHED : UNANSWERED;
		const seconds = Math.round((shown.arrivedAt - shown.askedAt) / 1_000);
		return { kind: 'daemon-slow', detail: `The daemon took ${seconds} s for its last answer.` };
	}
	return silent && state === 'degraded' ? statusProblem : undefined;
}
