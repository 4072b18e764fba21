import { expect, test } from 'vitest';
import { createFleetClient, type FleetClient } from '#client/fleet-client.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { newest } from '../../server/ledger/ledger.ts';
import { ChaosProxy } from '../support/chaos-proxy.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { startGateway, TICK_MS, type GatewayHarness } from '../support/gateway-harness.ts';

/**
 * The promise: a viewer holds exactly the state of a revision that it can name, or says that it is stale. Here it is
 * tried as a law: seeded scripts of faults over real sockets, with the time of the server and of every viewer moved by hand.
 */
const VIEWERS = 5;
const STEPS = 40;
const PART_MS = 500;
const NAMES = ['ppdb001', 'ppweb001', '__proto__', '', 'a/b', ...serverNames(12)];
const SETS: readonly (readonly Topic[])[] = [
	['summary', 'alerts'],
	['risk', 'metrics'],
	['risk'],
	['summary', 'server/ppdb001'],
	['server/__proto__', 'server/', 'alerts']
];
const CADENCES = [5_000, 10_000, 30_000, 300_000];

class Run {
	readonly clock = new FakeClock();
	readonly chance: () => number;
	/** Every state that was ever published, by its name. */
	readonly published = new Map<string, string>();
	readonly viewers: { client: FleetClient; proxy: ChaosProxy; topics: readonly Topic[] }[] = [];
	harness!: GatewayHarness;
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
		client.show(topics);
		this.viewers.push({ client, proxy, topics });
	}

	/** A tick's time passes in parts, with real time in between for what is on the wires. */
	async tick(): Promise<void> {
		for (let part = 1; part < TICK_MS / PART_MS; part++) {
			await this.clock.advance(PART_MS);
			await this.harness.roundTrip();
		}
		if (this.chance() < 0.1) this.#names = NAMES.filter(() => this.chance() < 0.8);
		const fleet = this.chance() < 0.85 ? fleetOf(this.#names, this.chance) : undefined;
		await this.harness.tick(fleet, this.chance() < 0.1, PART_MS);
		this.remember();
		await this.harness.roundTrip();
	}

	/** A server's topic comes into the ledger when it is joined, so this is called often. */
	remember(): void {
		for (const revisions of this.harness.board.ledger.values())
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
		switch (Math.floor(this.chance() * 9)) {
			case 0:
				return viewer.proxy.cut();
			case 1:
				return viewer.proxy.clog();
			case 2:
				return viewer.proxy.unclog();
			case 3:
				return viewer.proxy.down();
			case 4:
				return viewer.proxy.up();
			case 5:
				return viewer.client.setCadence(this.pick(CADENCES));
			case 6:
				viewer.topics = this.pick(SETS);
				return viewer.client.show(viewer.topics);
			case 7:
				return this.harness.board.beginEpoch();
			default:
				await this.harness.close();
				return this.start(this.harness.port);
		}
	}

	/** All is well again: everybody must come to hold exactly the newest state, and say so. */
	async heal(): Promise<void> {
		for (const { proxy } of this.viewers) {
			proxy.up();
			proxy.unclog();
		}
		await expect
			.poll(
				async () => {
					await this.harness.tick(fleetOf(NAMES, this.chance), true, PART_MS);
					await this.harness.roundTrip();
					this.expectNoLies();
					return this.viewers.filter((viewer) => !this.isTrue(viewer)).length;
				},
				{ interval: 5 }
			)
			.toBe(0);
	}

	isTrue({ client, topics }: Run['viewers'][number]): boolean {
		return (
			client.link === 'joined' &&
			client.freshness.kind === 'live' &&
			topics.every((topic) => {
				const truth = newest(this.harness.board.ledger, topic);
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

function sorted(state: unknown): string {
	return JSON.stringify(state, (_, value: unknown) =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
			: value
	);
}

test.each([1, 2, 3, 5, 8, 13, 21, 34])(
	'after any mix of cuts, stalls, restarts, epochs, views and cadences every viewer is true (seed %i)',
	async (seed) => {
		const run = new Run(seed);
		await run.start();
		try {
			await run.tick();
			for (let viewer = 0; viewer < VIEWERS; viewer++) await run.addViewer();
			for (let step = 0; step < STEPS; step++) {
				if (run.chance() < 0.4) await run.fault();
				await run.tick();
				run.expectNoLies();
			}
			await run.heal();
		} finally {
			await run.end();
		}
	}
);
