import { ok } from '#core/protocol/problem.ts';
import { ageMsAt, updateOf, type Update } from '#client/update.ts';
import type { DaemonHealth } from '#core/protocol/daemon.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { CurrentState } from '../../server/state/current-state.ts';
import type { Clock } from '../../server/clock.ts';
import { createDaemonMonitor } from '../../server/upstream/daemon-monitor.ts';
import { restMs } from '../../server/upstream/present-tick.ts';
import type { PollResult } from '../../server/upstream/poll.ts';
import { failedRound, goodRound } from './rounds.ts';
import { seeded } from './fleets.ts';

/** The content of an answer is irrelevant here, only its time matters. */
const FLEET = goodRound(1).fleet;

/** Time that is moved by hand and at once, its timers in order; the wall clock may be set anyhow. */
class ScriptClock implements Clock {
	#now = 1_000;
	#timers: { at: number; action: () => void }[] = [];
	wallOffsetMs = Date.UTC(2026, 0, 1);
	monotonic = () => this.#now;
	now = () => this.#now + this.wallOffsetMs;

	after(ms: number, action: () => void): () => void {
		const timer = { at: this.#now + ms, action };
		this.#timers.push(timer);
		return () => {
			this.#timers = this.#timers.filter((other) => other !== timer);
		};
	}

	/** Stops at each timer and at the end, so that the promises can be checked there. */
	advanceTo(end: number, look: () => void): void {
		for (;;) {
			const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
			if (!next) break;
			// Just before the timer nothing is reported yet.
			this.#now = Math.max(this.#now, next.at - 1);
			look();
			this.#now = Math.max(this.#now, next.at);
			this.#timers = this.#timers.filter((timer) => timer !== next);
			next.action();
			look();
		}
		this.#now = end;
		look();
	}
}

/** The states of a viewer with a cadence of so many ticks, and when the newest data in them were really fed. */
interface Viewer {
	readonly everyTicks: number;
	update?: Update;
	fedAt?: number;
}

/** The promises that were broken. */
export interface BrokenPromise {
	readonly what: string;
	readonly at: number;
	readonly found: number;
	readonly allowed: number;
}

/**
 * A daemon that answers late, blankly or not at all, a feed that falls silent and wall clocks that jump; every promise
 * is compared with the truth for every viewer and moment.
 */
export class PromisedDaemon {
	readonly broken: BrokenPromise[] = [];
	/** How many moments were looked at, and in how many of them the data were live. */
	readonly looked = { moments: 0, live: 0 };
	readonly #clock = new ScriptClock();
	readonly #chance: () => number;
	readonly #tickMs: number;
	readonly #feedMs: number;
	readonly #currentState: CurrentState;
	readonly #watch: ReturnType<typeof createDaemonMonitor>;
	readonly #viewers: Viewer[] = [{ everyTicks: 1 }, { everyTicks: 3 }, { everyTicks: 12 }];
	readonly #fed: number[] = [];
	#health: DaemonHealth | undefined;
	/** Of the newest good answer: when it was asked for, and when its newest data were fed. */
	#shown: { askedAt: number; fedAt: number } | undefined;
	#tick = 0;
	/** When the feed's count was last read, and the longest that it was not. */
	#lookedAt: number;
	#longestGapMs: number;

	constructor(seed: number) {
		this.#chance = seeded(seed);
		this.#tickMs = this.#pick([2_000, 5_000, 10_000]);
		this.#feedMs = this.#pick([1_000, 5_000, 15_000]);
		const clock = this.#clock;
		// The feed began up to so long before the first look.
		this.#lookedAt = clock.monotonic() - this.#feedMs;
		this.#longestGapMs = this.#feedMs;
		this.#currentState = new CurrentState({
			clock,
			thresholds: DEFAULT_THRESHOLDS,
			holdMs: 0,
			newEpoch: () => 'epoch'
		});
		this.#watch = createDaemonMonitor({
			clock,
			tickMs: this.#tickMs,
			feedMs: this.#feedMs,
			onHealth: (health) => (this.#health = health),
			onWarmup: () => undefined
		});
		this.#feed(100);
	}

	#pick<Item>(items: readonly Item[]): Item {
		return items[Math.floor(this.#chance() * items.length)] as Item;
	}

	/** Batches come when they should, more or less, and sometimes not for a long while. */
	#feed(batches: number): void {
		let at = this.#clock.monotonic() - this.#chance() * this.#feedMs;
		for (let batch = 0; batch < batches; batch++) {
			this.#fed.push(at);
			const silent = this.#chance() < 0.05;
			at += this.#feedMs * (silent ? 10 * this.#chance() : 0.9 + 0.2 * this.#chance());
		}
	}

	#countAt(at: number): number {
		return this.#fed.filter((fedAt) => fedAt <= at).length;
	}

	/** One request, its outcome, and what is shown until the next one. */
	round(): void {
		const clock = this.#clock;
		if (this.#chance() < 0.1) clock.wallOffsetMs += (this.#chance() - 0.5) * 1e10;
		const askedAt = clock.monotonic();
		const tookMs = this.#tickMs * this.#pick([0.05, 0.1, 0.3, 0.3, 0.6, 1.5, 4, 10]) * this.#pace;
		const readAt = askedAt + tookMs * 0.3 * this.#chance();
		const predictedAt = readAt + (askedAt + tookMs - readAt) * this.#chance();
		// While it waits for an answer the server ticks on.
		this.#beat(askedAt + tookMs);
		const round = this.#answer(this.#countAt(readAt));
		this.#watch.observe(round, { askedAt });
		if (round.status.ok) {
			this.#longestGapMs = Math.max(this.#longestGapMs, askedAt - this.#lookedAt);
			this.#lookedAt = askedAt;
		}
		const fedAt = this.#fed[this.#countAt(predictedAt) - 1];
		if (round.fleet.ok && fedAt !== undefined) this.#shown = { askedAt, fedAt };
		this.#publish();
		this.#beat(Math.max(askedAt + this.#tickMs, clock.monotonic() + restMs(this.#tickMs)));
	}

	/** Some daemons are always fast, some now and then slow, some always. */
	#pace = 1;
	setPace(): void {
		this.#pace = this.#pick([0.1, 0.1, 1, 3]);
	}

	#answer(count: number): PollResult {
		const warmth = { warm: true, progressPercent: 100, required: 150, message: '' };
		const status = { tickCount: count, ...warmth };
		const good: PollResult = { status: ok(status), fleet: FLEET };
		switch (this.#pick(['good', 'good', 'good', 'good', this.#fault])) {
			case 'blank':
				return { ...good, fleet: failedRound('daemon-blank').fleet };
			case 'refused':
				return { ...good, fleet: failedRound('key-refused').fleet };
			case 'late':
				return { ...good, fleet: failedRound('daemon-timeout').fleet };
			case 'gone':
				return failedRound('daemon-unreachable');
			case 'blind':
				return { ...good, status: failedRound('daemon-error').status };
			default:
				return good;
		}
	}

	#fault = 'good';
	setFault(): void {
		this.#fault = this.#pick(['good', 'blank', 'refused', 'late', 'gone', 'blind']);
	}

	#beat(until: number): void {
		for (;;) {
			const next = this.#clock.monotonic() + this.#tickMs;
			if (next >= until) break;
			this.#clock.advanceTo(next, this.#look);
			this.#publish();
		}
		this.#clock.advanceTo(until, this.#look);
	}

	#publish(): void {
		this.#currentState.beginTick(++this.#tick, this.#clock.now());
		this.#currentState.measuredAt = this.#watch.measuredAt();
		this.#watch.reassess();
		for (const viewer of this.#viewers) {
			if (this.#tick % viewer.everyTicks !== 0 || !this.#shown) continue;
			viewer.update = updateOf(this.#currentState.head(), this.#clock.monotonic());
			viewer.fedAt = this.#shown.fedAt;
		}
		this.#look();
	}

	#look = (): void => {
		const now = this.#clock.monotonic();
		this.looked.moments++;
		for (const { update, fedAt } of this.#viewers) {
			const shownMs = ageMsAt(now, update);
			if (shownMs === undefined || fedAt === undefined) continue;
			this.#expect('the age shown is no less than the true one', now - fedAt, shownMs);
		}
		if (!this.#shown || !this.#health || this.#health.stale) return;
		this.looked.live++;
		const tickMs = this.#health.tickMs ?? this.#tickMs;
		// A batch may have come just after a look at the feed: the next look is the first that can miss one.
		const feedMs = 2.5 * Math.max(tickMs, this.#feedMs) + this.#longestGapMs;
		this.#expect(
			'an answer is stale 2.5 ticks after it was asked for',
			now - this.#shown.askedAt,
			2.5 * tickMs + 1
		);
		this.#expect('a silent feed is stale in 2.5 ticks', now - this.#shown.fedAt, feedMs + 1);
	};

	#expect(what: string, found: number, allowed: number): void {
		if (found > allowed) this.broken.push({ what, at: this.#clock.monotonic(), found, allowed });
	}
}
