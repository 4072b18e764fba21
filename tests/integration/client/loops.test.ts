import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FleetClient } from '#client/fleet-client.ts';
import { FleetRefusal } from '#client/refusal.ts';
import { MAX_TOPICS } from '#core/protocol/messages.ts';
import { serverTopic } from '#core/protocol/topic.ts';
import type { RiskState } from '#core/topics/states.ts';
import { newest } from '../../../server/state/ledger.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';
import { Followers } from './followers.ts';
import { joinedWith, startScripted } from './scripted-server.ts';

const names = serverNames(4);
const followers = new Followers();
let harness: GatewayHarness;
let random: () => number;
const next = () => fleetOf(names, random);
const truth = () => newest(harness.currentState.ledger, 'risk')?.state;

beforeEach(async () => {
	random = seeded(11);
	harness = await startGateway();
	await harness.tick(next());
});
afterEach(async () => {
	followers.close();
	await harness.close();
});

/** The client's own word that it holds what the ledger holds: the order of one connection. */
async function caughtUp(client: FleetClient): Promise<void> {
	await expect
		.poll(() => client.revision('risk')?.seq)
		.toBe(newest(harness.currentState.ledger, 'risk')?.seq);
}

test('a loop is given the state at once and then each new one', async () => {
	const client = followers.follow(harness.url, []);
	const states = client.follow('risk')[Symbol.asyncIterator]();
	for (let round = 0; round < 3; round++) {
		expect((await states.next()).value).toEqual(truth());
		await harness.tick(next());
	}
	expect((await states.next()).value).toEqual(truth());
});

test('with the first state its time, its age and that it is live are known', async () => {
	await harness.close();
	const entry = { score: 10, level: 'healthy', profile: 'Web' };
	let answerJoin = (): void => undefined;
	const server = await startScripted({
		onJoin(_join, answer, socket) {
			socket.emit('snapshot', { topic: 'risk', epoch: 'e', seq: 1, state: { web1: entry } });
			answerJoin = () => answer(joinedWith({ risk: { via: 'snapshot', epoch: 'e', seq: 1 } }));
		}
	});
	const client = followers.follow(server.url, []);
	const given: (string | undefined)[] = [];
	const first = client
		.follow('risk')
		[Symbol.asyncIterator]()
		.next()
		.then(() => given.push(client.freshness.kind));
	await expect.poll(() => client.revision('risk')).toBeDefined();
	expect(given).toEqual([]);
	answerJoin();
	await first;
	expect(given).toEqual(['live']);
	expect(client.update).toMatchObject({ tick: 1, at: 1 });
	client.close();
	await server.close();
	harness = await startGateway();
});

test('a loop slower than the ticks skips to the newest state', async () => {
	const client = followers.follow(harness.url, []);
	const states = client.follow('risk')[Symbol.asyncIterator]();
	await states.next();
	for (let round = 0; round < 5; round++) await harness.tick(next());
	await caughtUp(client);
	expect((await states.next()).value).toEqual(truth());
});

test('a loop that is left gives its topic up, and one that is shown stays', async () => {
	const client = followers.follow(harness.url, ['summary']);
	for await (const state of client.follow('risk')) {
		expect(state).toEqual(truth());
		break;
	}
	await expect.poll(() => [...harness.gateway.watched()]).toEqual(['summary']);
});

test('when the last loop is left, nothing is asked for any more', async () => {
	const client = followers.follow(harness.url, []);
	for await (const state of client.follow('risk')) {
		expect(state).toEqual(truth());
		break;
	}
	await expect.poll(() => [...harness.gateway.watched()]).toEqual([]);
});

test('a loop begun again after its topic moved on gets the present state, not the earlier one', async () => {
	const client = followers.follow(harness.url, ['summary']);
	for await (const state of client.follow('risk')) {
		expect(state).toEqual(truth());
		break;
	}
	await expect.poll(() => [...harness.gateway.watched()]).toEqual(['summary']);
	await harness.tick(next());
	const states = client.follow('risk')[Symbol.asyncIterator]();
	expect((await states.next()).value).toEqual(truth());
});

test('a loop begun again on a topic that stood still is given it too', async () => {
	const client = followers.follow(harness.url, ['summary']);
	for (let round = 0; round < 2; round++) {
		for await (const state of client.follow('risk')) {
			expect(state).toEqual(truth());
			break;
		}
		await expect.poll(() => [...harness.gateway.watched()]).toEqual(['summary']);
	}
});

test('two loops and a callback over one topic are each given it, in one join', async () => {
	const client = followers.follow(harness.url, []);
	const loops = [client.follow('risk'), client.follow('risk')].map((states) =>
		states[Symbol.asyncIterator]().next()
	);
	const called = Promise.withResolvers<RiskState>();
	client.subscribe('risk', called.resolve);
	const given = [...(await Promise.all(loops)).map(({ value }) => value), await called.promise];
	expect(given).toEqual([truth(), truth(), truth()]);
	expect(harness.gateway.viewers()).toBe(1);
});

test('a callback that comes to a topic already held is called with it', async () => {
	const client = followers.follow(harness.url, ['risk']);
	await caughtUp(client);
	const states: RiskState[] = [];
	const stop = client.subscribe('risk', (state) => states.push(state));
	expect(states).toEqual([truth()]);
	stop();
	await harness.tick(next());
	await caughtUp(client);
	expect(states).toHaveLength(1);
});

test('closing the client, or its signal, ends every loop and leaves no timer', async () => {
	const controller = new AbortController();
	for (const end of [undefined, controller]) {
		const clock = new FakeClock(0);
		const client = followers.follow(harness.url, [], {
			clock,
			...(end && { signal: end.signal })
		});
		const states: RiskState[] = [];
		for await (const state of client.follow('risk')) {
			states.push(state);
			if (end) end.abort();
			else client.close();
		}
		expect(states).toHaveLength(1);
		expect(await client.follow('risk')[Symbol.asyncIterator]().next()).toMatchObject({
			done: true
		});
	}
	await expect.poll(() => harness.gateway.viewers()).toBe(0);
});

test('a loop’s own signal ends it alone', async () => {
	const client = followers.follow(harness.url, ['summary']);
	const controller = new AbortController();
	for await (const state of client.follow('risk', { signal: controller.signal })) {
		expect(state).toEqual(truth());
		controller.abort();
	}
	await expect.poll(() => [...harness.gateway.watched()]).toEqual(['summary']);
	expect(client.link).toBe('joined');
});

test('a topic too many is refused before it could cost the others theirs', () => {
	const client = followers.follow(
		harness.url,
		Array.from({ length: MAX_TOPICS }, (_, index) => serverTopic(`server-${index}`))
	);
	expect(() => client.subscribe('risk', () => undefined)).toThrow(FleetRefusal);
	expect(() => client.subscribe(serverTopic('server-0'), () => undefined)).not.toThrow();
});

test('a loop over one server after the other is no flood: joins go out at the pace that the server allows', async () => {
	const servers = serverNames(30);
	await harness.tick(fleetOf(servers, random));
	const { clock } = harness;
	const client = followers.follow(harness.url, [], { clock });
	const seen: string[] = [];
	async function walk(): Promise<void> {
		for (const name of servers)
			for await (const state of client.follow(serverTopic(name))) {
				if (state.present) seen.push(name);
				break;
			}
	}
	const walked = walk();
	await expect
		.poll(async () => {
			await clock.advance(250);
			return seen.length;
		})
		.toBe(servers.length);
	await walked;
	expect(harness.refusals).toEqual([]);
});
