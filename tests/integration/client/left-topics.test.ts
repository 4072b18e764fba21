import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FleetClient } from '#client/fleet-client.ts';
import { createFleetClient } from '#client/fleet-client.ts';
import type { JsonObject } from '#core/json/json.ts';
import { KEPT_LEFT } from '#client/replica.ts';
import { ChaosProxy } from '../../support/chaos-proxy.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, TICK_MS, type GatewayHarness } from '../../support/gateway-harness.ts';
import { joinedWith, startScripted } from './scripted-server.ts';
import { recordOf } from './told.ts';

const names = serverNames(12);
const random = seeded(7);
let clock: FakeClock;
let harness: GatewayHarness;
let proxy: ChaosProxy;
let client: FleetClient;
let told: [string, JsonObject | undefined][];

beforeEach(async () => {
	clock = new FakeClock();
	harness = await startGateway({ clock });
	await harness.tick(fleetOf(names, random));
	proxy = new ChaosProxy(harness.port);
	await proxy.start();
	client = createFleetClient(proxy.url, { clock, random: () => 0, transports: ['websocket'] });
	told = [];
	client.on('topic', (topic, state) => told.push([topic, state]));
});
afterEach(async () => {
	client.close();
	await proxy.close();
	await harness.close();
});

/** Shows the topic and waits until it is there. */
async function shown(topic: 'risk' | 'summary'): Promise<void> {
	client.show([topic]);
	await expect.poll(() => client.revision(topic)).toBeDefined();
}

/** The next states, received by the client. */
async function tick(): Promise<void> {
	const before = client.update?.tick;
	await harness.tick(fleetOf(names, random));
	await expect.poll(() => client.update?.tick).not.toBe(before);
}

/** `risk` was on screen, then something else for two ticks. */
async function leaveRisk(): Promise<void> {
	await shown('risk');
	await shown('summary');
	await tick();
	await tick();
}

test('what is shown again is as old as it was left, until a join has confirmed it', async () => {
	await leaveRisk();
	const { revision, state } = { revision: client.revision('risk'), state: client.state('risk') };
	const left = client.update;
	proxy.clog();
	client.show(['risk']);
	expect(client.revision('risk')).toEqual(revision);
	expect(client.state('risk')).toBe(state);
	expect(client.ageMs()).toBe(2 * TICK_MS);
	expect(client.update?.tick).toBe((left?.tick ?? NaN) - 2);
	proxy.unclog();
	await expect.poll(() => client.ageMs()).toBe(0);
	expect(client.revision('risk')).not.toEqual(revision);
});

test('ticks without it do not make it younger, nor keep it live', async () => {
	const state = { a: { score: 1, level: 'healthy', profile: 'Generic' } };
	const scripted = await startScripted({
		onJoin(_join, answer, socket, count) {
			if (count === 1) {
				socket.emit('snapshot', { topic: 'risk', epoch: 'e', seq: 1, state });
				answer(joinedWith({ risk: { via: 'snapshot', epoch: 'e', seq: 1 } }, { age: 0 }));
			} else if (count === 2) answer(joinedWith({ alerts: { via: 'waiting' } }, { age: 0 }));
		}
	});
	const follower = createFleetClient(scripted.url, { clock, transports: ['websocket'] });
	const told = recordOf(follower);
	try {
		follower.show(['risk']);
		await expect.poll(() => told.joined).toHaveLength(1);
		await clock.advance(TICK_MS);
		follower.show(['alerts']);
		await expect.poll(() => told.joined).toHaveLength(2);
		await clock.advance(TICK_MS);
		// The answer to this one never comes.
		follower.show(['risk']);
		const before = told.tick.length;
		await clock.advance(TICK_MS);
		scripted.io.emit('tick', { tick: 2, at: 2, age: 0, patches: [] });
		await expect.poll(() => told.tick.length).toBe(before + 1);
		expect(follower.ageMs()).toBe(3 * TICK_MS);
		await clock.advance(TICK_MS / 2 + 1);
		expect(follower.freshness).toEqual({ kind: 'stale', cause: 'silence' });
	} finally {
		follower.close();
		await scripted.close();
	}
});

test('a topic that nothing has outdated is as new as the rest', async () => {
	await shown('risk');
	const { update } = client;
	client.show(['summary']);
	client.show(['risk']);
	expect(client.update).toBe(update);
});

test('left once more before it was confirmed, it does not become newer, and the rest not older', async () => {
	await leaveRisk();
	const newest = client.update;
	proxy.clog();
	client.show(['risk']);
	const { update } = client;
	client.show(['summary']);
	expect(client.update).toBe(newest);
	client.show(['risk']);
	expect(client.update).toBe(update);
});

test('a state that is no longer kept is taken back from listeners', async () => {
	await shown('risk');
	for (const name of names.slice(0, KEPT_LEFT + 1)) {
		client.show([`server/${name}`]);
		await expect.poll(() => client.revision(`server/${name}`)).toBeDefined();
	}
	expect(told).toContainEqual(['risk', undefined]);
});
