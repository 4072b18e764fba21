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

/** The head of every `tick` packet: which round, when, and how old at most what is shown is, in milliseconds. */
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

/** All that can be seen right now: the ledger, the round it stands at, and how the daemon is. */
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
	/** The daemon's numbering has no part in it. */
	#steady = NOTHING_STEADY;
	daemon: DaemonHealth;
	/** When the newest states were measured at the earliest; monotonic, for a wall clock that jumps makes nothing younger. */
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

	/** The newest round, with the age at this moment of what was measured then: by default, of the newest states. */
	head(measuredAt = this.measuredAt): TickHead {
		const head = { tick: this.#tick, at: this.#at };
		return measuredAt === undefined
			? head
			: { ...head, age: Math.ceil(this.#clock.monotonic() - measuredAt) };
	}

	/** A round has ended, well or not. */
	beginTick(tick: number, at: number): void {
		this.#tick = tick;
		this.#at = at;
	}

	/** The daemon's numbering began anew: so does ours. */
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
		// What is said while nothing feeds the daemon is of before, and lasts no longer for being said again.
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

	/** Goes on from states that were shown a moment ago, before a restart; of no use once there are newer ones. */
	resume(risk: RiskState, summary: SummaryState): void {
		if (this.#steady === NOTHING_STEADY)
			this.#steady = resumedRisks(risk, summary, this.#clock.monotonic());
	}

	/** Records the state of a topic that is asked of the daemon apart. */
	showTopic(topic: Topic, state: JsonObject): void {
		this.#ledger = record(this.#ledger, this.#epoch, this.#tick, [[topic, state]]);
	}

	/** Takes away the states of topics that nobody keeps true any more. */
	drop(topics: ReadonlySet<Topic>): void {
		this.#ledger = forget(this.#ledger, (topic) => !topics.has(topic));
	}

	/** Forgets servers that nobody follows, in every tick: names are anyone's invention, and good answers may be long in coming. */
	forgetServers(watched: ReadonlySet<Topic>): void {
		this.#ledger = forget(
			this.#ledger,
			(topic) => serverOfTopic(topic) === undefined || watched.has(topic)
		);
	}

	/** Makes sure that the states of these topics are there, as far as the newest answer holds them. */
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
