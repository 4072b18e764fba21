import { resolve } from '$app/paths';
import { monotonicClock, type ClientClock } from '#client/clock.ts';
import { createFleetClient, type FleetClient } from '#client/fleet-client.ts';
import { onPageLife } from '#client/page-life.ts';
import { ageMsAt, nextMsAt, updateOf, type Update } from '#client/update.ts';
import { beatMs, freshnessAt, type Freshness, type Link } from '#core/freshness.ts';
import type { DaemonHealth, Notice, Warmup } from '#core/protocol/daemon.ts';
import { CADENCE_MS, type Joined, type Refreshed } from '#core/protocol/messages.ts';
import { cureOf, type Problem, type Result } from '#core/protocol/problem.ts';
import type { PublicSettings, Seed } from '#core/protocol/seed.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { newReleaseInWords } from '#core/release.ts';
import type { StateOf } from '#core/topics/schema-of.ts';
import { heldStates, withState } from './held-states.ts';
import { Past } from './past.svelte.ts';
import { rememberCadence, rememberedCadence, usualCadenceMs } from './cadence.ts';

export interface FleetStateOptions {
	readonly settings: PublicSettings;
	/** The states that the page was rendered with; without a seed it starts empty. */
	readonly seed?: Seed | undefined;
	/** How often states are wanted before the user chooses; by default the value stored in this browser. */
	readonly everyMs?: number;
	/** Fleetcast's own address; by default that of the page, base path included. */
	readonly url?: () => URL;
	readonly clock?: ClientClock;
	readonly random?: () => number;
}

/** The shared clock ticks once a second, so that ages and countdowns on a page change together. */
const SECOND_MS = 1_000;

/**
 * The fleet as a page knows it. On a server, and until `open`, it holds what the page was rendered with; then a client
 * keeps it current. It remembers and does not decide.
 */
export class FleetState {
	readonly #options: FleetStateOptions;
	readonly #clock: ClientClock;
	readonly past = new Past((replay) => this.#client?.replay(replay));
	/** States are replaced, never modified: readers of a topic that did not change get the same object. */
	#states = $state.raw(heldStates());
	#client: FleetClient | undefined;
	#shown: readonly Topic[] = [];
	#everyMs = $state<number>(CADENCE_MS.usual);
	#servedEveryMs = $state<number>(CADENCE_MS.usual);
	#freshness = $state.raw<Freshness>({ kind: 'waiting' });
	#daemon = $state.raw<DaemonHealth>();
	#warmup = $state.raw<Warmup>();
	#notice = $state.raw<Notice>();
	#link = $state<Link>('connecting');
	#problem = $state.raw<Problem>();
	#update = $state.raw<Update>();
	#now = $state(0);
	#refreshing = $state(false);
	#refreshed = $state.raw<Result<Refreshed>>();

	constructor(options: FleetStateOptions) {
		this.#options = options;
		this.#clock = options.clock ?? monotonicClock;
		const { seed, settings } = options;
		this.#everyMs = this.#servedEveryMs = usualCadenceMs(settings);
		if (!seed) return;
		this.#states = heldStates(seed.snapshots);
		this.#daemon = seed.daemon;
		this.#warmup = seed.warmup;
		this.#update = updateOf(seed, this.#now);
		this.#freshness = freshnessAt(this.#now, {
			link: 'connecting',
			heardAt: this.#now,
			tickMs: settings.tickMs,
			beatMs: beatMs(this.#everyMs, settings.tickMs),
			daemon: seed.daemon
		});
	}

	/** Connects; browser only. Returns a function that disconnects. */
	open(): () => void {
		const { settings, seed, random, url = pageUrl } = this.#options;
		this.#everyMs = this.#options.everyMs ?? rememberedCadence() ?? usualCadenceMs(settings);
		const client = createFleetClient(url(), {
			clock: this.#clock,
			everyMs: this.#everyMs,
			tickMs: settings.tickMs,
			transports: settings.polling ? ['websocket', 'polling'] : ['websocket'],
			...(seed && { seed }),
			...(random && { random })
		});
		this.#client = client;
		this.#servedEveryMs = client.timing.everyMs;
		this.#update = client.update;
		this.#freshness = client.freshness;
		this.#follow(client);
		if (this.past.wanted) client.replay(this.past.wanted);
		client.show(this.#shown);
		let cancel: (() => void) | undefined;
		const beat = () => {
			cancel?.();
			// A view that is opened again shows older states until they are confirmed.
			this.#update = client.update;
			this.#now = this.#clock.now();
			cancel = this.#clock.after(SECOND_MS, beat);
		};
		beat();
		const stopListening = onPageLife({ back: beat, away: () => undefined });
		return () => {
			cancel?.();
			stopListening();
			client.close();
			this.#client = undefined;
		};
	}

	#follow(client: FleetClient): void {
		client.on('topic', (topic, state) => {
			this.#states = withState(this.#states, topic, state);
		});
		client.on('tick', (update) => {
			this.#update = update;
			this.#now = this.#clock.now();
		});
		client.on('daemon', (daemon) => (this.#daemon = daemon));
		client.on('warmup', (warmup) => (this.#warmup = warmup));
		client.on('notice', (notice) => (this.#notice = notice));
		client.on('freshness', (freshness) => (this.#freshness = freshness));
		client.on('joined', (joined) => this.#joined(joined));
		client.on('link', (link, problem) => {
			this.#link = link;
			this.#problem = problem;
			if (link === 'refused') this.past.refused(problem);
			if (problem && cureOf(problem) === 'reload')
				this.#notice = { kind: 'new-version', detail: problem.detail, problem };
		});
	}

	#joined({ everyMs, version, replay }: Joined): void {
		this.#servedEveryMs = everyMs;
		this.past.joined(replay);
		// A notice of a restart ends with the next answer; another version stays on screen until the page is reloaded.
		if (version === this.#options.settings.version) this.#notice = undefined;
		else
			this.#notice = {
				kind: 'new-version',
				detail: newReleaseInWords(version, this.#options.settings.version),
				version
			};
	}

	/** Sets the topics to follow. Before `open` they are stored. */
	show(topics: readonly Topic[]): void {
		this.#shown = topics;
		this.#client?.show(topics);
	}

	/** Follows a topic beside the shown ones until the returned function is called; not before `open`. */
	follow<T extends Topic>(topic: T, listener: (state: StateOf<T>) => void): () => void {
		return this.#client?.subscribe(topic, listener) ?? (() => undefined);
	}

	/** The newest state held; undefined while there is none. */
	state<T extends Topic>(topic: T): StateOf<T> | undefined {
		return this.#states.get(topic) as StateOf<T> | undefined;
	}

	get freshness(): Freshness {
		return this.#freshness;
	}

	get daemon(): DaemonHealth | undefined {
		return this.#daemon;
	}

	get warmup(): Warmup | undefined {
		return this.#warmup;
	}

	get notice(): Notice | undefined {
		return this.#notice;
	}

	get link(): Link {
		return this.#link;
	}

	/** Why there is no connection, where the server said. */
	get problem(): Problem | undefined {
		return this.#problem;
	}

	get tick(): number | undefined {
		return this.#update?.tick;
	}

	/** When the states on screen were published, in ms since 1970 by the server's clock. */
	get at(): number | undefined {
		return this.#update?.at;
	}

	/** The time now by the server's clock, as far as the newest states tell it; of the past, the moment shown. */
	get nowAtServer(): number | undefined {
		const { at, arrivedAt = 0 } = this.#update ?? {};
		return at === undefined || this.past.shown ? at : at + this.#now - arrivedAt;
	}

	/** The age of the data on screen. */
	get ageMs(): number | undefined {
		return ageMsAt(this.#now, this.#update);
	}

	/** How long this page has held the data on screen. */
	get heldMs(): number | undefined {
		return this.#update && this.#now - this.#update.arrivedAt;
	}

	/** Time until the next states are due; 0 when they are late. */
	get nextMs(): number | undefined {
		return nextMsAt(this.#now, this.#update, this.#servedEveryMs);
	}

	/** How often states are wanted, as chosen in this browser. */
	get everyMs(): number {
		return this.#everyMs;
	}

	set everyMs(everyMs: number) {
		this.#everyMs = everyMs;
		rememberCadence(everyMs);
		this.#client?.setCadence(everyMs);
	}

	get refreshing(): boolean {
		return this.#refreshing;
	}

	/** The result of the last refresh. */
	get refreshed(): Result<Refreshed> | undefined {
		return this.#refreshed;
	}

	async refresh(): Promise<void> {
		if (!this.#client || this.#refreshing) return;
		this.#refreshing = true;
		this.#refreshed = await this.#client.refresh();
		this.#refreshing = false;
	}
}

function pageUrl(): URL {
	return new URL(resolve('/'), location.href);
}
