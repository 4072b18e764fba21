import type { JsonObject } from '#core/json/json.ts';
import type { Result } from '#core/protocol/problem.ts';
import type { Topic } from '#core/protocol/topic.ts';
import type { Clock } from '../clock.ts';
import { createRequestLoop } from './request-loop.ts';
import { TopicRun } from './topic-run.ts';

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

/** Reads a topic from the daemon only while it is watched, at the topic's own interval, once for all viewers. */
export function createOnDemandTopic(deps: OnDemandTopicDeps) {
	const { clock } = deps;
	let run = new TopicRun(deps);
	let stale = false;
	const loop = createRequestLoop({
		clock,
		dueInMs: () => (deps.isWatched() ? run.dueAt - clock.monotonic() : undefined),
		request: () => readOnce(run)
	});

	async function readOnce(asked: TopicRun): Promise<void> {
		const askedAt = clock.monotonic();
		asked.asking(askedAt);
		let begunAt: number | undefined;
		const result = await deps.read(asked.ending.signal, () => (begunAt ??= clock.now()));
		// After a restart of the daemon the answer may be from before it.
		if (asked.ending.signal.aborted) return;
		if (!result) asked.cancelled();
		else if (!result.ok) asked.failed(result.problem);
		else asked.succeeded(result.value, askedAt, begunAt ?? clock.now());
	}

	function noteStale(): void {
		const wasStale = stale;
		stale = deps.isStale();
		if (wasStale && !stale && run.forgiveStaleTime()) loop.wake();
	}

	function rested(): void {
		if (!run.isOutdated) return;
		if (run.published) deps.onOutdated();
		run.forget();
	}

	return {
		/** A viewer has joined the topic. */
		watch: () => loop.start(),
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
			run.noteOverdue();
			const state = run.current(stale);
			if (!state || state === run.published) return;
			run.published = state;
			deps.onState(state);
		},
		/** The daemon was restarted: earlier answers are void. */
		restart(): void {
			run.ending.abort();
			run = new TopicRun(deps);
			loop.wake();
		},
		close(): void {
			loop.close();
			run.ending.abort();
		}
	};
}
