import { afterEach, expect, test } from 'vitest';
import type { FleetClient } from '#client/fleet-client.ts';
import type { JsonObject } from '#core/json/json.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, TICK_MS, type GatewayHarness } from '../../support/gateway-harness.ts';
import { newest } from '../../../server/state/ledger.ts';
import { Followers } from './followers.ts';
import { recordOf } from './told.ts';

const VIEWS: readonly (readonly Topic[])[] = [
	['summary', 'alerts'],
	['risk', 'summary'],
	['metrics'],
	['server/ppweb002', 'risk'],
	['server/nobody', 'summary']
];
const CADENCES_MS = [5_000, 15_000, 30_000, 300_000];
const names = serverNames(6);
const followers = new Followers();
let harness: GatewayHarness;

afterEach(async () => {
	followers.close();
	await harness.close();
});

interface Follower {
	readonly client: FleetClient;
	readonly clock: FakeClock;
	readonly told: ReturnType<typeof recordOf>;
	shown: readonly Topic[];
}

test.for([1, 2, 3, 4, 5])(
	'[promise] after any mix of views, cadences, silences and restarts a client holds only published states, and in the end the newest (seed %i)',
	async (seed) => {
		const random = seeded(seed);
		const pick = <Item>(items: readonly Item[]) =>
			items[Math.floor(random() * items.length)] as Item;
		/** Every state that was ever published, by its name. */
		const published = new Map<string, JsonObject>();
		const untrue: string[] = [];
		harness = await startGateway({ epoch: 'run 0' });

		async function tick(good: boolean, forced = false): Promise<void> {
			const fleet = good ? fleetOf(names.slice(Math.floor(random() * 3)), random) : undefined;
			await harness.tick(fleet, forced);
			record();
			if (good) harness.gateway.daemon(harness.currentState.daemon);
		}

		function record(): void {
			for (const revisions of harness.currentState.ledger.values())
				for (const { topic, epoch, seq, state } of revisions)
					published.set(`${topic} ${epoch} ${seq}`, state);
		}

		function follow(): Follower {
			const clock = new FakeClock(0);
			const shown = pick(VIEWS);
			const client = followers.follow(harness.url, shown, { clock, random });
			client.on('topic', (topic, state) => {
				// A server's topic is built when somebody first asks for it, between two ticks.
				record();
				const { epoch, seq } = client.revision(topic) ?? {};
				const truth = published.get(`${topic} ${epoch} ${seq}`);
				if (state && JSON.stringify(sorted(state)) !== JSON.stringify(truth && sorted(truth)))
					untrue.push(`${topic} ${epoch} ${seq}`);
			});
			return { client, clock, shown, told: recordOf(client) };
		}

		const all = Array.from({ length: 4 }, follow);
		const actions: (() => Promise<unknown> | undefined)[] = [
			() => tick(true),
			() => tick(true),
			() => tick(false),
			() => {
				const one = pick(all);
				one.shown = pick(VIEWS);
				one.client.show(one.shown);
				return undefined;
			},
			() => void pick(all).client.setCadence(pick(CADENCES_MS)),
			() => pick(all).clock.advance(random() * 8 * TICK_MS),
			async () => {
				if (random() > 0.3) return;
				const { port } = harness;
				await harness.close();
				harness = await startGateway({ port, epoch: `run ${published.size + 1}` });
			}
		];
		for (let step = 0; step < 60; step++) await pick(actions)();

		await tick(true, true);
		for (const { client, clock, shown } of all) {
			const behind = (topic: Topic) => {
				const truth = newest(harness.currentState.ledger, topic);
				const held = client.revision(topic);
				return !truth || held?.epoch !== truth.epoch || held.seq !== truth.seq;
			};
			// Time goes on for each until it is back and has what is newest.
			await expect
				.poll(async () => {
					await clock.advance(100);
					return shown.filter(behind);
				})
				.toEqual([]);
		}
		expect(untrue).toEqual([]);
		for (const { told } of all) expect([...told.gap, ...told.malformed]).toEqual([]);
	}
);

/** A patch that adds a key adds it last: order is no part of a state. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.entries(value)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, part]) => [key, sorted(part)]);
}
