import type { KeptMoment, KeptStates, KeptStep } from '#core/history/kept-ticks.ts';
import type { JsonObject } from '#core/json/json.ts';
import { diff } from '#core/json/merge-patch.ts';
import type { Grant, Snapshot, Tick, TopicPatch } from '#core/protocol/messages.ts';
import type { Topic } from '#core/protocol/topic.ts';
import type { HistoryState } from '#core/topics/history.ts';
import { sleep, type Clock } from '../../clock.ts';
import { patched } from '../../history/ticks/codec.ts';
import { pastState, type PastForecasts } from './past-states.ts';

/** However fast the past goes by, an eye takes in no more; the steps between travel as one. */
const PACKET_MS = 250;
/** Steps asked for at once: some ten seconds of showing. */
const PAGE = 40;
const FORECASTS_EVERY_MS = 60_000;

export interface ReplayDeps {
	readonly topics: readonly Topic[];
	readonly moment: KeptMoment;
	readonly speed: number;
	readonly epoch: string;
	readonly clock: Clock;
	/** How often something is sent at least. */
	readonly tickMs: number;
	/** None at the newest kept tick, or when the history cannot be read now: it is asked again. */
	readonly stepsAfter: (
		id: number,
		count: number,
		strideMs: number
	) => Promise<readonly KeptStep[]>;
	/** What is kept is told as it is now: one must know how far one can go. */
	readonly kept: () => HistoryState;
	/** What had been forecast by then for the servers of the topics. */
	readonly forecastsAt: (at: number) => Promise<PastForecasts>;
	readonly send: (tick: Tick) => void;
	readonly snapshot: (snapshot: Snapshot) => void;
	/** False while the viewer does not read: the past waits for it. */
	readonly mayStep: () => boolean;
}

interface Held {
	readonly seq: number;
	readonly state: JsonObject;
}

/** What was, shown to one viewer from a moment on. */
export class Replay {
	readonly #deps: ReplayDeps;
	readonly #stopping = new AbortController();
	readonly #held = new Map<Topic, Held>();
	#head: Pick<KeptMoment, 'id' | 'tick' | 'at' | 'dataAt'>;
	#states: KeptStates;
	#forecasts: PastForecasts = new Map();
	/** Forecasts are kept every few minutes, so they are not looked for at every step. */
	#forecastsAt = -Infinity;
	#seq = 0;

	constructor(deps: ReplayDeps) {
		this.#deps = deps;
		this.#head = deps.moment;
		this.#states = deps.moment.states;
	}

	/** Reads what the first moment is shown with; nothing is sent yet. */
	prepare(): Promise<void> {
		return this.#readForecasts();
	}

	/** Shows the first moment whole, and answers what each topic was given. At once, so that no join comes in between. */
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

	/** Goes on until it is stopped. */
	async run(): Promise<void> {
		const { clock, speed, tickMs } = this.#deps;
		const { signal } = this.#stopping;
		let steps: KeptStep[] = [];
		while (!signal.aborted) {
			if (speed > 0 && steps.length === 0)
				steps = [...(await this.#deps.stepsAfter(this.#head.id, PAGE, speed * PACKET_MS))];
			const [step] = steps;
			// A time in which nothing was kept goes by in a tick; it is never waited out.
			const waitMs = step ? Math.min(tickMs, Math.max(0, step.at - this.#head.at) / speed) : tickMs;
			await sleep(clock, Math.max(waitMs, PACKET_MS), signal);
			if (signal.aborted || !this.#deps.mayStep()) continue;
			if (step) {
				steps.shift();
				await this.#advance(step);
			} else this.#send([]);
		}
	}

	stop(): void {
		this.#stopping.abort();
	}

	async #advance(step: KeptStep): Promise<void> {
		this.#head = step;
		this.#states = patched(this.#states, step.patches);
		await this.#readForecasts();
		if (!this.#stopping.signal.aborted) this.#send(this.#move());
	}

	async #readForecasts(): Promise<void> {
		const { at } = this.#head;
		if (Math.abs(at - this.#forecastsAt) < FORECASTS_EVERY_MS) return;
		this.#forecastsAt = at;
		this.#forecasts = await this.#deps.forecastsAt(at);
	}

	/** Brings what is held to the states of now: what begins goes as a snapshot, what changed is the answer. */
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
		const { tick, at, dataAt } = this.#head;
		const age = dataAt === undefined ? {} : { age: Math.max(0, at - dataAt) };
		this.#deps.send({ tick, at, ...age, patches });
	}
}
