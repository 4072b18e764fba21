import { STALE_AFTER_TICKS } from '#core/freshness.ts';
import type { JsonObject } from '#core/json/json.ts';
import type { Problem } from '#core/protocol/problem.ts';
import type { Unavailable } from '#core/topics/unavailable.ts';
import type { Clock } from '../clock.ts';
import { PUT_OFF } from './put-off.ts';
import { KEPT_INTERVALS, retryAfterMs } from './request-loop.ts';

/** How long until a daemon without the feature is asked again. */
const NOT_OFFERED_MS = 600_000;

type Failure = NonNullable<Unavailable['failed']>;

export interface TopicRunDeps {
	readonly clock: Clock;
	readonly everyMs: number;
	readonly tickMs: number;
}

/** The answers about one on-demand topic during one run of the daemon. Times are monotonic unless they say otherwise. */
export class TopicRun {
	/** Aborts when the run has ended: answers that come later are void. */
	readonly ending = new AbortController();
	/** When the daemon is to be asked next. */
	dueAt = -Infinity;
	/** The state that viewers have. */
	published: JsonObject | undefined;
	readonly #deps: TopicRunDeps;
	#succeededAt = -Infinity;
	/** Since when a good answer is overdue. */
	#owedFrom: number | undefined;
	#state: JsonObject | undefined;
	/** When the daemon began with the state, in ms since 1970: it is no older than that. */
	#stateAt: number | undefined;
	/** The state with its time, once the next answer is overdue. */
	#dated: JsonObject | undefined;
	/** How long the state is valid. */
	#keptMs: number;
	#failure: Failure | undefined;
	/** The failure shown for an answer that is overdue without having failed. */
	#putOff: Failure | undefined;

	constructor(deps: TopicRunDeps) {
		this.#deps = deps;
		this.#keptMs = KEPT_INTERVALS * deps.everyMs;
	}

	get isOutdated(): boolean {
		return this.#deps.clock.monotonic() - this.#succeededAt > this.#keptMs;
	}

	/** A request is about to be sent. */
	asking(at: number): void {
		this.dueAt = at + this.#deps.everyMs;
		this.#owedFrom ??= at;
	}

	/** The request was cancelled because the topic is not watched any more. */
	cancelled(): void {
		this.dueAt = -Infinity;
		this.#owedFrom = undefined;
	}

	failed({ detail, waitMs }: Problem): void {
		const { clock, everyMs } = this.#deps;
		this.dueAt = clock.monotonic() + retryAfterMs(everyMs, waitMs);
		this.#failure = { reason: detail, since: this.#failure?.since ?? clock.now() };
	}

	/**
	 * A good answer to the request of `askedAt` has arrived.
	 *
	 * @param begunAt when the daemon began with it, in ms since 1970
	 */
	succeeded(state: JsonObject, askedAt: number, begunAt: number): void {
		const intervalMs = state['offered'] === false ? NOT_OFFERED_MS : this.#deps.everyMs;
		this.#state = state;
		this.#stateAt = begunAt;
		this.#succeededAt = this.#deps.clock.monotonic();
		this.dueAt = askedAt + intervalMs;
		this.#keptMs = KEPT_INTERVALS * intervalMs;
		this.#failure = this.#putOff = this.#owedFrom = this.#dated = undefined;
	}

	/**
	 * Returns the valid state; undefined while nothing is known. While everything is `stale`, the last good state stays,
	 * marked as such by the daemon's own state.
	 */
	current(stale: boolean): JsonObject | undefined {
		const failure = this.#failure ?? this.#putOff;
		if (!this.isOutdated || !failure || stale) return this.#dated ?? this.#state;
		return { offered: false, failed: failure } satisfies Unavailable;
	}

	/**
	 * A good answer has been overdue for so long, for any reason, that viewers are told, with the age of what they see.
	 */
	noteOverdue(): void {
		const { clock, tickMs } = this.#deps;
		const owedMs = clock.monotonic() - (this.#owedFrom ?? Infinity);
		if (owedMs <= STALE_AFTER_TICKS * tickMs) return;
		this.#putOff ??= { reason: PUT_OFF, since: Math.round(clock.now() - owedMs) };
		if (this.#state?.['offered'] && this.#stateAt !== undefined)
			this.#dated ??= { ...this.#state, asOf: this.#stateAt };
	}

	/**
	 * A time in which everything was stale is over: its failures no longer count. Returns whether the topic is due at once.
	 */
	forgiveStaleTime(): boolean {
		this.#putOff = undefined;
		if (this.#owedFrom !== undefined) this.#owedFrom = this.#deps.clock.monotonic();
		if (!this.#failure) return false;
		this.#failure = undefined;
		this.dueAt = -Infinity;
		return true;
	}

	/** Forgets an outdated state that is not watched; a new viewer does not get an old failure. */
	forget(): void {
		this.published = this.#state = this.#dated = this.#putOff = this.#owedFrom = undefined;
		if (this.dueAt <= this.#deps.clock.monotonic()) this.#failure = undefined;
	}
}
