import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFleetClient, type FleetClient } from '#client/fleet-client.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { newest } from '../../../server/ledger/ledger.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, TICK_MS, type GatewayHarness } from '../../support/gateway-harness.ts';

const names = serverNames(12);
let harness: GatewayHarness;
let clients: FleetClient[] = [];
let random: () => number;

beforeEach(async () => {
	random = seeded(7);
	harness = await startGateway();
	await harness.tick(fleetOf(names, random));
});
afterEach(async () => {
	for (const client of clients) client.close();
	clients = [];
	await harness.close();
});

function follow(
	topics: readonly Topic[],
	options?: Parameters<typeof createFleetClient>[1]
): FleetClient {
	const client = createFleetClient(harness.url, { random: seeded(1), ...options });
	clients.push(client);
	client.show(topics);
	return client;
}

/** Waits until the client holds what the ledger has newest; then that must be the very same state. */
async function expectTrue(client: FleetClient, topics: readonly Topic[]): Promise<void> {
	for (const topic of topics) {
		const truth = newest(harness.board.ledger, topic);
		await expect
			.poll(() => client.revision(topic))
			.toEqual({ epoch: truth?.epoch, seq: truth?.seq });
		expect(client.state(topic)).toEqual(truth?.state);
	}
}

test('a client holds what the ledger holds, tick after tick', async () => {
	const client = follow(['summary', 'risk', 'server/ppweb003']);
	const gaps: unknown[] = [];
	client.on('gap', (gap) => gaps.push(gap));
	await expectTrue(client, ['summary', 'risk', 'server/ppweb003']);
	for (let round = 0; round < 4; round++) {
		await harness.tick(fleetOf(names, random));
		await expectTrue(client, ['summary', 'risk', 'server/ppweb003']);
	}
	expect(client.link).toBe('joined');
	expect(client.freshness).toEqual({ kind: 'live' });
	expect(client.pace).toEqual({ everyMs: TICK_MS, beatMs: TICK_MS, tickMs: TICK_MS });
	expect(gaps).toEqual([]);
});
