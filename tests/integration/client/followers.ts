import { expect } from 'vitest';
import { createFleetClient, type FleetClient } from '#client/fleet-client.ts';
import type { FleetClientOptions } from '#client/options.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { newest } from '../../../server/state/ledger.ts';
import { seeded } from '../../support/fleets.ts';
import type { GatewayHarness } from '../../support/gateway-harness.ts';

/** The clients of one test. */
export class Followers {
	#clients: FleetClient[] = [];

	follow(url: string, topics: readonly Topic[], options?: FleetClientOptions): FleetClient {
		const client = createFleetClient(url, { random: seeded(1), ...options });
		this.#clients.push(client);
		client.show(topics);
		return client;
	}

	close(): void {
		for (const client of this.#clients) client.close();
		this.#clients = [];
	}
}

/** Waits until the client holds what the ledger has newest; then that must be the very same state. */
export async function expectTrue(
	client: FleetClient,
	harness: GatewayHarness,
	topics: readonly Topic[]
): Promise<void> {
	for (const topic of topics) {
		const truth = newest(harness.currentState.ledger, topic);
		await expect
			.poll(() => client.revision(topic))
			.toEqual({ epoch: truth?.epoch, seq: truth?.seq });
		expect(client.state(topic)).toEqual(truth?.state);
	}
}
