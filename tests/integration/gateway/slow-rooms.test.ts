import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Topic } from '#core/protocol/topic.ts';
import { newest } from '../../../server/ledger/ledger.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';

const names = serverNames(12);
let harness: GatewayHarness;
let viewers: PlainViewer[] = [];
let random: () => number;

beforeEach(async () => {
	random = seeded(7);
	harness = await startGateway();
});
afterEach(async () => {
	for (const viewer of viewers) viewer.close();
	viewers = [];
	await harness.close();
});

function connect(): PlainViewer {
	const viewer = new PlainViewer(harness.url);
	viewers.push(viewer);
	return viewer;
}

async function caughtUp(): Promise<void> {
	await Promise.all(viewers.map((viewer) => viewer.caughtUp()));
}

function expectTrue(viewer: PlainViewer, topics: readonly Topic[]): void {
	expect(viewer.faults).toEqual([]);
	for (const topic of topics) {
		const truth = newest(harness.board.ledger, topic);
		expect(viewer.held.get(topic)).toEqual({
			epoch: truth?.epoch,
			seq: truth?.seq,
			state: truth?.state
		});
	}
}

test('a slow viewer does not wait for its cadence to get a topic that had no state yet', async () => {
	await harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['risk', 'cascade'], everyMs: 300_000 });
	await harness.tick(fleetOf(names, random));
	harness.board.showTopic('cascade', { offered: false });
	await harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(viewer, ['risk', 'cascade']);
});

test('a slow viewer gets one difference from what it last got to now, and a sign of life between', async () => {
	await harness.tick(fleetOf(names, random));
	const viewer = connect();
	const answer = await viewer.join({ topics: ['risk'], everyMs: 30_000 });
	expect(answer.ok && answer.value.beatMs).toBe(15_000);
	for (let round = 0; round < 6; round++) await harness.tick(fleetOf(names, random));
	await caughtUp();
	expect(viewer.ticks.map(({ patches }) => patches.length)).toEqual([0, 1]);
	expectTrue(viewer, ['risk']);
});

test('a viewer that comes to a slow room between its ticks is ahead of it, hears it, and meets it', async () => {
	await harness.tick(fleetOf(names, random));
	const first = connect();
	await first.join({ topics: ['risk'], everyMs: 30_000 });
	await harness.tick(fleetOf(names, random));
	await harness.tick(fleetOf(names, random));
	const second = connect();
	await second.join({ topics: ['risk'], everyMs: 30_000 });
	expectTrue(second, ['risk']);
	for (let round = 0; round < 4; round++) await harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(first, ['risk']);
	expectTrue(second, ['risk']);
	expect(second.ticks.map(({ patches }) => patches.length)).toEqual([0, 1]);
});

test('a viewer that holds a newer state of the same tick is never taken back to its room’s older one', async () => {
	await harness.tick(fleetOf(names, random));
	harness.board.showTopic('cascade', { offered: false });
	const first = connect();
	await first.join({ topics: ['risk', 'cascade'], everyMs: 60_000 });
	await harness.tick(fleetOf(names, random), true);
	harness.board.showTopic('cascade', { offered: true });
	const second = connect();
	await second.join({ topics: ['risk', 'cascade'], everyMs: 60_000 });
	const seqs: (number | undefined)[] = [];
	for (let round = 0; round < 6; round++) {
		await harness.tick(fleetOf(names, random));
		await caughtUp();
		seqs.push(second.held.get('cascade')?.seq);
	}
	expect(new Set(seqs)).toEqual(new Set([2]));
	await harness.tick(fleetOf(names, random), true);
	await caughtUp();
	expectTrue(first, ['risk', 'cascade']);
	expectTrue(second, ['risk', 'cascade']);
});
