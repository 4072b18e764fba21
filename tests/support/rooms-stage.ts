import { afterEach, beforeEach, expect } from 'vitest';
import type { Topic } from '#core/protocol/topic.ts';
import { newest } from '../../server/state/ledger.ts';
import { startGateway, type GatewayHarness } from './gateway-harness.ts';
import { PlainViewer } from './plain-viewer.ts';

/** A gateway of its own for each test, and its viewers. */
export function roomsStage() {
	let harness: GatewayHarness;
	let viewers: PlainViewer[] = [];
	beforeEach(async () => {
		harness = await startGateway();
	});
	afterEach(async () => {
		for (const viewer of viewers) viewer.close();
		viewers = [];
		await harness.close();
	});
	return {
		get harness(): GatewayHarness {
			return harness;
		},
		get viewers(): readonly PlainViewer[] {
			return viewers;
		},
		connect(options?: ConstructorParameters<typeof PlainViewer>[1]): PlainViewer {
			const viewer = new PlainViewer(harness.url, options);
			viewers.push(viewer);
			return viewer;
		},
		async caughtUp(): Promise<void> {
			await Promise.all(viewers.map((viewer) => viewer.caughtUp()));
		},
		/** It holds the newest state of each topic, by its name, and nothing went wrong on the way. */
		expectTrue(viewer: PlainViewer, topics: readonly Topic[]): void {
			expect(viewer.faults).toEqual([]);
			for (const topic of topics) {
				const truth = newest(harness.currentState.ledger, topic);
				expect(viewer.held.get(topic)).toEqual({
					epoch: truth?.epoch,
					seq: truth?.seq,
					state: truth?.state
				});
			}
		}
	};
}
