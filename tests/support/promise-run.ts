import { expect } from 'vitest';
import { createFleetClient, type FleetClient } from '#client/fleet-client.ts';
import { STALE_AFTER_TICKS } from '#core/freshness.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { newest } from '../../server/state/ledger.ts';
import { ChaosProxy } from './chaos-proxy.ts';
import { FakeClock } from './fake-clock.ts';
import { fleetOf, seeded, serverNames } from './fleets.ts';
import { startGateway, TICK_MS, type GatewayHarness } from './gateway-harness.ts';
import { sorted } from './sorted-json.ts';
import { AgePromise, type PromisedViewer, type Wire } from './promised-viewers.ts';

const PART_MS = 500;
/** What a tick may be on its way before its viewer takes notice, and how far apart the moments are that are looked at. */
const WAY_MS = 1.5 * TICK_MS + PART_MS;
const NAMES = ['ppdb001', 'ppweb001', '__proto__', '', 'a/b', ...serverNames(12)];
const SETS: readonly (readonly Topic[])[] = [
	['summary', 'alerts'],
	['risk', 'metrics'],
	['risk'],
	['summary', 'server/ppdb001'],
	['server/__proto__', 'server/', 'alerts']
];
const CADENCES = [5_000, 10_000, 30_000, 300_000];

interface Viewer extends PromisedViewer {
	readonly client: FleetClient;
	readonly proxy: ChaosProxy;
	topics: readonly Topic[];
	servedEveryMs: number;
	wire: Wire;
}

/** A server, its viewers behind faulty lines, and a record of every state published: what a script of faults is played on. */
export class PromiseRun {
	readonly clock = new FakeClock();
	readonly chance: () => number;
	/** Every state that was ever published, by its name. */
	readonly published = new Map<string, string>();
	readonly ages = new AgePromise(TICK_MS, WAY_MS);
	readonly viewers: Viewer[] = [];
	harness!: GatewayHarness;
	/** When the newest answer of the daemon was measured, whichever server got it. */
	#measuredAt: number | undefined;
	/** The number of ticks for which the daemon does not answer. */
	#silentTicks = 0;
	#names = NAMES;
	#runs = 0;

	constructor(seed: number) {
		this.chance = seeded(seed);
	}

	pick<Item>(items: readonly Item[]): Item {
		return items[Math.floor(this.chance() * items.length)] as Item;
	}

	async start(port?: number): Promise<void> {
		this.harness = await startGateway({
			clock: this.clock,
			epoch: `run${++this.#runs}`,
			...(port === undefined ? {} : { port })
		});
	}

	async addViewer(): Promise<void> {
		const proxy = new ChaosProxy(this.harness.port);
		await proxy.start();
		const client = createFleetClient(proxy.url, {
			clock: this.clock,
			random: this.chance,
			transports: ['websocket']
		});
		const topics = this.pick(SETS);
		const viewer: Viewer = { client, proxy, topics, servedEveryMs: TICK_MS, wire: {} };
		client.on('joined', ({ everyMs }) => (viewer.servedEveryMs = everyMs));
		client.show(topics);
		this.viewers.push(viewer);
	}

	/** Advances a tick in parts, with real time in between for the messages on the wires. */
	async tick(): Promise<void> {
		for (let part = 1; part < TICK_MS / PART_MS; part++) {
			await this.clock.advance(PART_MS);
			this.#tellSilence();
			await this.harness.roundTrip();
			this.look();
		}
		if (this.chance() < 0.1) this.#names = NAMES.filter(() => this.chance() < 0.8);
		if (this.#silentTicks > 0) this.#silentTicks--;
		else if (this.chance() < 0.05) this.#silentTicks = this.pick([2, 4, 8]);
		const answers = this.#silentTicks === 0 && this.chance() < 0.85;
		await this.answer(answers ? this.#names : undefined, this.chance() < 0.1);
		this.look();
	}

	/** The daemon answers with these servers, or not at all. */
	async answer(names: readonly string[] | undefined, forced: boolean): Promise<void> {
		const wasStale = this.harness.currentState.daemon.stale;
		await this.harness.tick(names && fleetOf(names, this.chance), forced, PART_MS);
		if (names) this.#measuredAt = this.harness.currentState.measuredAt;
		if (names && wasStale) this.harness.gateway.daemon(this.harness.currentState.daemon);
		this.remember();
		await this.harness.roundTrip();
	}

	/** Does what the daemon monitor does: a daemon that has not answered for 2.5 ticks is reported at once. */
	#tellSilence(): void {
		const { currentState, gateway } = this.harness;
		const silentMs = this.clock.monotonic() - (this.#measuredAt ?? Infinity);
		if (silentMs <= STALE_AFTER_TICKS * TICK_MS || currentState.daemon.state !== 'live') return;
		currentState.daemon = {
			...currentState.daemon,
			state: 'down',
			stale: true,
			since: this.clock.now()
		};
		gateway.daemon(currentState.daemon);
	}

	/** Compares each viewer's age with the true one at this moment. */
	look(): void {
		const { stale, since } = this.harness.currentState.daemon;
		for (const viewer of this.viewers)
			this.ages.look(viewer, this.clock.monotonic(), stale ? since : undefined);
	}

	/** A server's topic comes into the ledger when it is joined, so this is called often. */
	remember(): void {
		const { ledger, measuredAt } = this.harness.currentState;
		const sinceMs = this.clock.monotonic() - (measuredAt ?? NaN);
		if (measuredAt !== undefined) this.ages.published(ledger, this.clock.now() - sinceMs);
		for (const revisions of this.harness.currentState.ledger.values())
			for (const { topic, epoch, seq, state } of revisions)
				this.published.set(`${topic} ${epoch} ${seq}`, sorted(state));
	}

	/** No viewer, at any moment, holds something that was never published under the name it gives. */
	expectNoLies(): void {
		this.remember();
		for (const { client } of this.viewers)
			for (const topic of SETS.flat()) {
				const name = client.revision(topic);
				if (!name) continue;
				expect(this.published.get(`${topic} ${name.epoch} ${name.seq}`)).toBe(
					sorted(client.state(topic))
				);
			}
	}

	async fault(): Promise<void> {
		const viewer = this.pick(this.viewers);
		const { cloggedSince, downSince } = viewer.wire;
		const now = this.clock.monotonic();
		switch (Math.floor(this.chance() * 9)) {
			case 0:
				return viewer.proxy.cut();
			case 1:
				viewer.wire = { ...viewer.wire, cloggedSince: cloggedSince ?? now };
				return viewer.proxy.clog();
			case 2:
				viewer.wire = { downSince };
				return viewer.proxy.unclog();
			case 3:
				viewer.wire = { ...viewer.wire, downSince: downSince ?? now };
				return viewer.proxy.down();
			case 4:
				viewer.wire = { cloggedSince };
				return viewer.proxy.up();
			case 5:
				return viewer.client.setCadence(this.pick(CADENCES));
			case 6:
				viewer.topics = this.pick(SETS);
				return viewer.client.show(viewer.topics);
			case 7:
				return this.harness.currentState.beginEpoch();
			default:
				await this.harness.close();
				return this.start(this.harness.port);
		}
	}

	/** All is well again: everybody must come to hold exactly the newest state, and say so. */
	async heal(): Promise<void> {
		for (const viewer of this.viewers) {
			viewer.wire = {};
			viewer.proxy.up();
			viewer.proxy.unclog();
		}
		await expect
			.poll(
				async () => {
					await this.answer(NAMES, true);
					this.expectNoLies();
					return this.viewers.filter((viewer) => !this.isTrue(viewer)).length;
				},
				{ interval: 5 }
			)
			.toBe(0);
	}

	isTrue({ client, topics }: Viewer): boolean {
		return (
			client.link === 'joined' &&
			client.freshness.kind === 'live' &&
			topics.every((topic) => {
				const truth = newest(this.harness.currentState.ledger, topic);
				const held = client.revision(topic);
				return (
					truth !== undefined &&
					held?.epoch === truth.epoch &&
					held.seq === truth.seq &&
					sorted(client.state(topic)) === sorted(truth.state)
				);
			})
		);
	}

	async end(): Promise<void> {
		for (const { client, proxy } of this.viewers) {
			client.close();
			await proxy.close();
		}
		await this.harness.close();
	}
}
