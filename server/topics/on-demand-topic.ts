import { STALE_AFTER_TICKS } from '#core/freshness.ts';
import type { JsonObject } from '#core/json/json.ts';
import type { Problem, Result } from '#core/protocol/problem.ts';
import type { Topic } from '#core/protocol/topic.ts';
import type { Unavailable } from '#core/topics/unavailable.ts';
import { sleep, type Clock } from '../clock.ts';
import { PUT_OFF } from './put-off.ts';

/** How long until a daemon without the feature is asked again. */
const NOT_OFFERED_MS = 600_000;
/** A state older than this many intervals is outdated: while watched it is replaced by the reason, otherwise removed. */
const KEPT_RHYTHMS = 2.5;
/** How soon the daemon is asked again after a failure, or after the interval if that is shorter. */
const RETRY_MS = 15_000;

export interface OnDemandTopicDeps {
	readonly topic: Topic;
	readonly everyMs: number;
	readonly tickMs: number;
	readonly clock: Clock;
	/** Calls back when the daemon begins with it. Undefined: cancelled, because it is not watched any more. */
	readonly read: (
		signal: AbortSignal,
		onBegun: () => void
	) => Promise<Result<JsonObject> | undefined>;
	readonly isWatched: () => boolean;
	/** Whether viewers know already that nothing on screen is current. */
	readonly isStale: () => boolean;
	readonly onState: (state: JsonObject) => void;
	/** The state that was shown is too old to be kept. */
	readonly onOutdated: () => void;
}

type Failure = NonNullable<Unavailable['failed']>;

/** The state of the topic during one run of the daemon. */
interface Run {
	readonly ending: AbortController;
	/** When the daemon is to be asked next, and when it last answered well; monotonic. */
	dueAt: number;
	succeededAt: number;
	/** Since when a good answer is overdue; monotonic. */
	owedFrom?: number;
	state?: JsonObject;
	/** When the daemon began with `state`, in ms since 1970: it is no older than that. */
	stateAt?: number;
	/** `state` with its time, once the next answer is overdue. */
	dated?: JsonObject;
	/** How long `state` is valid. */
	keptMs: number;
	failure?: Failure;
	/** The failure shown for an answer that is overdue without having failed. */
	putOff?: Failure;
	published?: JsonObject;
}

/** Reads a topic from the daemon only while it is watched, at the topic's own interval, once for all viewers. */
export function createOnDemandTopic(deps: OnDemandTopicDeps) {
	const { clock, everyMs } = deps;
	const steadyNow = () => clock.monotonic();
	let run = newRun();
	let reading = false;
	let stale = false;
	let closed = false;
	let wake = () => {};

	function newRun(): Run {
		const ending = new AbortController();
		return { ending, dueAt: -Infinity, succeededAt: -Infinity, keptMs: KEPT_RHYTHMS * everyMs };
	}

	async function readWhileWatched(): Promise<void> {
		if (reading || closed) return;
		reading = true;
		try {
			while (deps.isWatched() && !closed) {
				const waitMs = run.dueAt - steadyNow();
				if (waitMs > 0) await rest(waitMs);
				else await readOnce(run);
			}
		} finally {
			reading = false;
		}
	}

	async function rest(ms: number): Promise<void> {
		const woken = new AbortController();
		wake = () => woken.abort();
		await sleep(clock, ms, woken.signal);
		wake = () => {};
	}

	async function readOnce(asked: Run): Promise<void> {
		const askedAt = steadyNow();
		asked.dueAt = askedAt + everyMs;
		asked.owedFrom ??= askedAt;
		let begunAt: number | undefined;
		const result = await deps.read(asked.ending.signal, () => (begunAt ??= clock.now()));
		// After a restart of the daemon the answer may be from before it.
		if (asked.ending.signal.aborted) return;
		if (!result) {
			asked.dueAt = -Infinity;
			delete asked.owedFrom;
			return;
		}
		if (!result.ok) {
			failed(asked, result.problem);
			return;
		}
		const offered = result.value['offered'] !== false;
		const rhythmMs = offered ? everyMs : NOT_OFFERED_MS;
		asked.state = result.value;
		asked.stateAt = begunAt ?? clock.now();
		asked.succeededAt = steadyNow();
		asked.dueAt = askedAt + rhythmMs;
		asked.keptMs = KEPT_RHYTHMS * rhythmMs;
		delete asked.failure;
		delete asked.putOff;
		delete asked.owedFrom;
		delete asked.dated;
	}

	function failed(asked: Run, { detail, waitMs = 0 }: Problem): void {
		asked.dueAt = steadyNow() + Math.max(waitMs, Math.min(RETRY_MS, everyMs));
		asked.failure = { reason: detail, since: asked.failure?.since ?? clock.now() };
	}

	function isOutdated(): boolean {
		return steadyNow() - run.succeededAt > run.keptMs;
	}

	/** Returns the valid state; undefined while nothing is known. */
	function current(): JsonObject | undefined {
		const { putOff, state, dated = state, failure = putOff } = run;
		// While the daemon is gone, the last good state stays, marked as stale.
		if (!isOutdated() || !failure || stale) return dated;
		return { offered: false, failed: failure } satisfies Unavailable;
	}

	/**
	 * A good answer has been overdue for so long, for any reason, that viewers are told, with the age of what they see.
	 */
	function noteOverdue(): void {
		const { owedFrom = Infinity, state, stateAt } = run;
		const owedMs = steadyNow() - owedFrom;
		if (owedMs <= STALE_AFTER_TICKS * deps.tickMs) return;
		run.putOff ??= { reason: PUT_OFF, since: Math.round(clock.now() - owedMs) };
		if (state?.['offered'] && stateAt !== undefined) run.dated ??= { ...state, asOf: stateAt };
	}

	/** After a time in which everything was stale, the failures of that time no longer count. */
	function noteStale(): void {
		const wasStale = stale;
		stale = deps.isStale();
		if (!wasStale || stale) return;
		delete run.putOff;
		if (run.owedFrom !== undefined) run.owedFrom = steadyNow();
		if (!run.failure) return;
		delete run.failure;
		run.dueAt = -Infinity;
		wake();
	}

	/** Not watched: an outdated state is removed, and a new viewer does not get an old failure. */
	function rested(): void {
		if (!isOutdated()) return;
		if (run.published) deps.onOutdated();
		delete run.published;
		delete run.state;
		delete run.dated;
		delete run.putOff;
		delete run.owedFrom;
		if (run.dueAt <= steadyNow()) delete run.failure;
	}

	return {
		/** A viewer has joined the topic. */
		watch(): void {
			void readWhileWatched();
		},
		/**
		 * A tick is about to be published: once in a tick, because two states in one could not be told apart by their
		 * number.
		 */
		publish(): void {
			noteStale();
			if (!deps.isWatched()) {
				rested();
				return;
			}
			noteOverdue();
			const state = current();
			if (!state || state === run.published) return;
			run.published = state;
			deps.onState(state);
		},
		/** The daemon was restarted: earlier answers are void. */
		restart(): void {
			run.ending.abort();
			run = newRun();
			wake();
		},
		close(): void {
			closed = true;
			run.ending.abort();
			wake();
		}
	};
}
