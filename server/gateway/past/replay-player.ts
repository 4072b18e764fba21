import type { KeptHead, KeptMoment, KeptStates, KeptStep } from '#core/history/kept-ticks.ts';
import type { JsonObject } from '#core/json/json.ts';
import { diff } from '#core/json/merge-patch.ts';
import type { DaemonHealth } from '#core/protocol/daemon.ts';
import type { Grant, Snapshot, Tick, TopicPatch } from '#core/protocol/messages.ts';
import type { Topic } from '#core/protocol/topic.ts';
import type { HistoryState } from '#core/topics/history.ts';
import { sleep, type Clock } from '../../clock.ts';
import { maxGapMs, spacingAfter, type TickSpacing } from '../../tick-spacing.ts';
import { patched } from '../../history/kept-patches.ts';
import { pastState, type PastForecasts } from './past-states.ts';

/** The shortest interval between packets: at a high speed the steps in between are merged. */
const PACKET_MS = 250;
/** Steps read at once: about ten seconds of playback. */
const PAGE = 40;
const FORECASTS_EVERY_MS = 60_000;

export interface ReplayPlayerDeps {
	readonly topics: readonly Topic[];
	readonly moment: KeptMoment;
	readonly speed: number;
	readonly epoch: string;
	readonly clock: Clock;
	/** The longest interval between packets. */
	readonly tickMs: number;
	/** Returns no steps at the newest kept tick, or when the history cannot be read now: it is read again later. */
	readonly stepsAfter: (
		id: number,
		count: number,
		strideMs: number
	) => Promise<readonly KeptStep[]>;
	/** The present state of the history: the range kept now limits how far a replay can go. */
	readonly kept: () => HistoryState;
	/** Returns the forecasts kept by then for the servers of the topics. */
	readonly forecastsAt: (at: number) => Promise<PastForecasts>;
	readonly send: (tick: Tick) => void;
	/** Called when the daemon's health changes; the initial one is read with `health`. */
	readonly daemon: (health: DaemonHealth) => void;
	readonly snapshot: (snapshot: Snapshot) => void;
	/** False while the viewer does not read: the replay waits for it. */
	readonly mayStep: () => boolean;
}

interface Held {
	readonly seq: number;
	readonly state: JsonObject;
}

/** Plays the past to one viewer from a moment on. */
export class ReplayPlayer {
	readonly #deps: ReplayPlayerDeps;
	readonly #stopping = new AbortController();
	readonly #held = new Map<Topic, Held>();
	#head: KeptHead;
	#spacing: TickSpacing;
	#healthSince: number;
	#states: KeptStates;
	#forecasts: PastForecasts = new Map();
	/** Forecasts are kept every few minutes, so they are not read at every step. */
	#forecastsAt = -Infinity;
	#seq = 0;

	constructor(deps: ReplayPlayerDeps) {
		this.#deps = deps;
		this.#head = deps.moment;
		this.#spacing = { at: deps.moment.at, intervalMs: 0 };
		this.#healthSince = deps.moment.at;
		this.#states = deps.moment.states;
	}

	/** Reads the forecasts for the first moment; sends nothing yet. */
	prepare(): Promise<void> {
		return this.#readForecasts();
	}

	/**
	 * Sends the first moment whole and returns the grant for each topic. Synchronous, so that no join comes in between.
	 */
	begin(): Readonly<Record<string, Grant>> {
		this.#move();
		return Object.fromEntries(
			this.#deps.topics.map((topic): [Topic, Grant] => {
				const held = this.#held.get(topic);
				return [
					topic,
					held ? { via: 'snapshot', epoch: this.#deps.epoch, seq: held.seq } : { via: 'waiting' }
				];
			})
		);
	}

	/** Returns the daemon's health then. Only its good answers are kept, so the only known fault is a silent feed. */
	health(): DaemonHealth {
		const { ok, measuredAt } = this.#head;
		return {
			state: ok ? 'live' : 'feed-silent',
			stale: !ok,
			since: this.#healthSince,
			...(measuredAt === undefined ? {} : { dataAt: measuredAt, measuredAt })
		};
	}

	/** Plays until it is stopped. */
	async run(): Promise<void> {
		const { clock, speed, tickMs } = this.#deps;
		const { signal } = this.#stopping;
		let steps: KeptStep[] = [];
		let waitedMs = 0;
		while (!signal.aborted) {
			if (speed > 0 && steps.length === 0)
				steps = [...(await this.#deps.stepsAfter(this.#head.id, PAGE, speed * PACKET_MS))];
			const [step] = steps;
			const leftMs = step ? Math.max(this.#waitMs(step), PACKET_MS) - waitedMs : tickMs;
			// Between distant steps a packet is still sent each tick: without any, a viewer is stale.
			const pauseMs = leftMs > 0 ? Math.min(leftMs, tickMs) : PACKET_MS;
			await sleep(clock, pauseMs, signal);
			waitedMs += pauseMs;
			if (signal.aborted || !this.#deps.mayStep()) continue;
			if (step && leftMs <= tickMs) {
				steps.shift();
				waitedMs = 0;
				await this.#advance(step);
			} else this.#send(this.#move());
		}
	}

	/** Returns how long after the current step this one is due. A gap in the data takes one tick. */
	#waitMs({ at }: KeptStep): number {
		const { speed, tickMs } = this.#deps;
		const gapMs = Math.max(0, at - this.#head.at);
		return gapMs > maxGapMs(this.#spacing) ? Math.min(tickMs, gapMs / speed) : gapMs / speed;
	}

	stop(): void {
		this.#stopping.abort();
	}

	async #advance(step: KeptStep): Promise<void> {
		this.#spacing = spacingAfter(this.#spacing, step.at);
		const { ok } = this.#head;
		this.#head = step;
		if (step.ok !== ok) this.#healthSince = step.at;
		this.#states = patched(this.#states, step.patches);
		await this.#readForecasts();
		if (this.#stopping.signal.aborted) return;
		const patches = this.#move();
		if (step.ok !== ok) this.#deps.daemon(this.health());
		this.#send(patches);
	}

	async #readForecasts(): Promise<void> {
		const { at } = this.#head;
		if (Math.abs(at - this.#forecastsAt) < FORECASTS_EVERY_MS) return;
		this.#forecastsAt = at;
		this.#forecasts = await this.#deps.forecastsAt(at);
	}

	/** Advances the ledger: new topics are sent as snapshots, the patches of the others are returned. */
	#move(): TopicPatch[] {
		const { epoch } = this.#deps;
		const seq = ++this.#seq;
		return this.#deps.topics.flatMap((topic) => {
			const state = pastState(topic, this.#states, this.#deps.kept, this.#forecasts);
			const held = this.#held.get(topic);
			if (!state || state === held?.state) return [];
			const patch = held && diff(held.state, state);
			if (held && !patch) return [];
			this.#held.set(topic, { seq, state });
			if (held && patch) return [{ topic, epoch, since: held.seq, seq, patch }];
			this.#deps.snapshot({ topic, epoch, seq, state });
			return [];
		});
	}

	#send(patches: TopicPatch[]): void {
		const { tick, at } = this.#head;
		this.#deps.send({ tick, at, ...ageOf(this.#head), patches });
	}
}

/** Returns the age that the states of a kept tick had when it was shown. */
export function ageOf({ at, measuredAt }: KeptHead): { age?: number } {
	return measuredAt === undefined ? {} : { age: Math.max(0, at - measuredAt) };
}
