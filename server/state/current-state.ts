import type { Fleet } from '#core/fleet.ts';
import type { JsonObject } from '#core/json/json.ts';
import type { LevelThresholds } from '#core/levels/levels.ts';
import type { DaemonHealth, Warmup } from '#core/protocol/daemon.ts';
import { isFleetTopic, serverOfTopic, type Topic } from '#core/protocol/topic.ts';
import type { Clock } from '../clock.ts';
import { forget, record, type Ledger } from './ledger.ts';
import type { RiskState, SummaryState } from '#core/topics/states.ts';
import { fleetStates, risksRead } from './fleet-states.ts';
import { NOTHING_STEADY, observeRisks, resumedRisks } from './steady-risks.ts';
import { serverState } from './server-state.ts';

/**
 * The header of every `tick` packet: the tick's number and time, and the highest age of what is shown, in milliseconds.
 */
export interface TickHead {
	readonly tick: number;
	readonly at: number;
	readonly age?: number;
}

interface Shown {
	readonly fleet: Fleet;
	readonly silent: ReadonlySet<string>;
	readonly warming: ReadonlySet<string>;
	readonly seq: number;
}

/** The newest state of everything: the ledger, the tick it is at, and the daemon's health. */
export class CurrentState {
	readonly #clock: Clock;
	readonly #thresholds: LevelThresholds;
	readonly #holdMs: number;
	readonly #newEpoch: () => string;
	#epoch: string;
	#ledger: Ledger = new Map();
	#tick = 0;
	#at: number;
	#shown: Shown | undefined;
	/** Independent of the daemon's numbering. */
	#steady = NOTHING_STEADY;
	daemon: DaemonHealth;
	/**
	 * The earliest time at which the newest states may have been measured; monotonic, so that a change of the wall clock
	 * makes nothing younger.
	 */
	measuredAt: number | undefined;
	warmup: Warmup | undefined;

	/** @param deps.holdMs how long a change of risk must last before it counts in events, alerts and history */
	constructor(deps: {
		clock: Clock;
		thresholds: LevelThresholds;
		holdMs: number;
		newEpoch: () => string;
	}) {
		this.#clock = deps.clock;
		this.#thresholds = deps.thresholds;
		this.#holdMs = deps.holdMs;
		this.#newEpoch = deps.newEpoch;
		this.#epoch = deps.newEpoch();
		this.#at = deps.clock.now();
		this.daemon = { state: 'connecting', stale: false, since: this.#at };
	}

	get ledger(): Ledger {
		return this.#ledger;
	}

	/**
	 * Returns the newest tick, with the present age of what was measured at `measuredAt`: by default, of the newest states.
	 */
	head(measuredAt = this.measuredAt): TickHead {
		const head = { tick: this.#tick, at: this.#at };
		return measuredAt === undefined
			? head
			: { ...head, age: Math.ceil(this.#clock.monotonic() - measuredAt) };
	}

	/** A poll has ended, well or not. */
	beginTick(tick: number, at: number): void {
		this.#tick = tick;
		this.#at = at;
	}

	/** The daemon was restarted: a new epoch begins. */
	beginEpoch(): void {
		this.#epoch = this.#newEpoch();
		this.#ledger = new Map();
		this.#shown = undefined;
	}

	/** Records a good answer in the fleet's topics and in those of the watched servers. */
	show(
		fleet: Fleet,
		silent: ReadonlySet<string>,
		watched: ReadonlySet<Topic>,
		warming: ReadonlySet<string> = new Set()
	): void {
		this.#shown = { fleet, silent, warming, seq: this.#tick };
		// While nothing feeds the daemon its answers repeat old values, which last no longer for being repeated.
		if (!this.daemon.stale)
			this.#steady = observeRisks(this.#steady, risksRead(fleet), this.#clock.monotonic(), {
				holdMs: this.#holdMs,
				thresholds: this.#thresholds
			});
		const kept = forget(this.#ledger, (topic) => isFleetTopic(topic) || watched.has(topic));
		const states = Object.entries(
			fleetStates(fleet, { silent, warming }, this.#thresholds, this.#steady)
		) as [Topic, JsonObject][];
		const servers = [...watched].flatMap((topic) => this.#serverState(topic));
		this.#ledger = record(kept, this.#epoch, this.#tick, [...states, ...servers]);
	}

	/** Continues from states that were shown just before a restart; ignored once there are newer ones. */
	resume(risk: RiskState, summary: SummaryState): void {
		if (this.#steady === NOTHING_STEADY)
			this.#steady = resumedRisks(risk, summary, this.#clock.monotonic());
	}

	/** Records the state of an on-demand topic. */
	showTopic(topic: Topic, state: JsonObject): void {
		this.#ledger = record(this.#ledger, this.#epoch, this.#tick, [[topic, state]]);
	}

	/** Removes the states of topics that are no longer kept current. */
	drop(topics: ReadonlySet<Topic>): void {
		this.#ledger = forget(this.#ledger, (topic) => !topics.has(topic));
	}

	/** Removes unwatched servers, in every tick: names are arbitrary, and the next good answer may be far off. */
	forgetServers(watched: ReadonlySet<Topic>): void {
		this.#ledger = forget(
			this.#ledger,
			(topic) => serverOfTopic(topic) === undefined || watched.has(topic)
		);
	}

	/** Computes missing states of these topics from the newest answer. */
	prepare(topics: readonly Topic[]): Ledger {
		const missing = topics.filter((topic) => !this.#ledger.has(topic));
		const states = missing.flatMap((topic) => this.#serverState(topic));
		if (states.length && this.#shown)
			this.#ledger = record(this.#ledger, this.#epoch, this.#shown.seq, states);
		return this.#ledger;
	}

	#serverState(topic: Topic): [Topic, JsonObject][] {
		const name = serverOfTopic(topic);
		if (name === undefined || !this.#shown) return [];
		const { fleet, ...marks } = this.#shown;
		return [[topic, serverState(fleet, name, marks, this.#thresholds) as JsonObject]];
	}
}
