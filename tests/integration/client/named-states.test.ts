import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FleetClient } from '#client/fleet-client.ts';
import { newest } from '../../../server/state/ledger.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';
import { Followers } from './followers.ts';

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

test('each state comes with its own name and update, however late it is read', async () => {
	const client = followers.follow(harness.url, []);
	const states = client.followNamed('risk')[Symbol.asyncIterator]();
	const expected = () => ({
		state: truth(),
		revision: { epoch: 'run.1', seq: newest(harness.currentState.ledger, 'risk')?.seq },
		update: expect.objectContaining(harness.currentState.head())
	});
	expect((await states.next()).value).toEqual(expected());
	await harness.tick(next());
	await caughtUp(client);
	const second = expected();
	// A tick that changes other topics only: the loop's state stays what it was, and so does its time.
	await harness.tick();
	await expect.poll(() => client.update?.tick).toBe(3);
	expect((await states.next()).value).toEqual(second);
});

test('in a callback the client’s time and name are already those of the state', async () => {
	const client = followers.follow(harness.url, []);
	const named: unknown[] = [];
	client.subscribe('risk', () => named.push([client.revision('risk')?.seq, client.update?.tick]));
	await expect.poll(() => named).toEqual([[1, 1]]);
	await harness.tick(next());
	await expect.poll(() => named).toHaveLength(2);
	expect(named[1]).toEqual([2, 2]);
});
