import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Topic } from '#core/protocol/topic.ts';
import { newest } from '../../../server/ledger/ledger.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, TICK_MS, type GatewayHarness } from '../../support/gateway-harness.ts';
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

function connect(options?: ConstructorParameters<typeof PlainViewer>[1]): PlainViewer {
	const viewer = new PlainViewer(harness.url, options);
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

test('a viewer that joins holds the newest state, and each tick brings it the next in one packet', async () => {
	await harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['summary', 'risk', 'alerts'] });
	expectTrue(viewer, ['summary', 'risk', 'alerts']);
	for (let round = 0; round < 5; round++) {
		await harness.tick(fleetOf(names, random));
		await caughtUp();
		expectTrue(viewer, ['summary', 'risk', 'alerts']);
	}
	expect(viewer.ticks).toHaveLength(5);
	expect(viewer.snapshots).toBe(3);
});

test('who joins between two ticks hears the very next one', async () => {
	await harness.tick(fleetOf(names, random));
	await harness.clock.advance(TICK_MS - 1_000);
	const viewer = connect();
	await viewer.join({ topics: ['risk'] });
	await harness.tick(fleetOf(names, random), false, 1_000);
	await caughtUp();
	expect(viewer.ticks).toHaveLength(1);
	expectTrue(viewer, ['risk']);
});

test('a tick in which nothing changed is still sent: it is the heartbeat', async () => {
	await harness.tick(fleetOf(names, seeded(1)));
	const viewer = connect();
	await viewer.join({ topics: ['summary'] });
	await harness.tick(fleetOf(names, seeded(1)));
	await harness.tick();
	await caughtUp();
	expect(viewer.ticks.map(({ tick, patches }) => [tick, patches])).toEqual([
		[2, []],
		[3, []]
	]);
});

test('a topic without a state yet comes by itself once it has one', async () => {
	const viewer = connect();
	const answer = await viewer.join({ topics: ['risk', 'server/ppweb003'] });
	expect(answer.ok && answer.value.topics).toEqual({
		risk: { via: 'waiting' },
		'server/ppweb003': { via: 'waiting' }
	});
	await harness.tick(fleetOf(names, random));
	await harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(viewer, ['risk', 'server/ppweb003']);
});

test('a forced tick reaches every cadence at once', async () => {
	await harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['summary'], everyMs: 300_000 });
	await harness.tick(fleetOf(names, random), true);
	await caughtUp();
	expectTrue(viewer, ['summary']);
	expect(viewer.ticks).toHaveLength(1);
});

test('who comes back with a state that is still kept gets one patch, later only a snapshot', async () => {
	await harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['risk'] });
	const since = viewer.since();
	const first = viewer.held.get('risk');
	for (let round = 0; round < 3; round++) await harness.tick(fleetOf(names, random));
	await viewer.caughtUp();
	const back = connect();
	if (first) back.held.set('risk', first);
	const patched = await back.join({ topics: ['risk'], since });
	expect(patched.ok && patched.value.topics.risk?.via).toBe('patch');
	expectTrue(back, ['risk']);
	const held = await viewer.join({ topics: ['risk'], since: viewer.since() });
	expect(held.ok && held.value.topics.risk?.via).toBe('held');
	for (let round = 0; round < 40; round++) await harness.tick(fleetOf(names, random));
	const late = await connect().join({ topics: ['risk'], since });
	expect(late.ok && late.value.topics.risk?.via).toBe('snapshot');
});

test('all joins of one state share one encoding', async () => {
	await harness.tick(fleetOf(names, random));
	const encode = countEncodings();
	await connect().join({ topics: ['risk'] });
	const reads = encode.reads();
	expect(reads).toBeGreaterThan(0);
	for (let group = 0; group < 4; group++) {
		const some = Array.from({ length: 25 }, () => connect());
		await Promise.all(some.map((viewer) => viewer.join({ topics: ['risk'] })));
	}
	expect(viewers.every(({ snapshots }) => snapshots === 1)).toBe(true);
	expect(encode.reads()).toBe(reads);
});

function countEncodings() {
	let reads = 0;
	const risk = newest(harness.board.ledger, 'risk');
	if (!risk) throw new Error('no risk yet');
	// Encoding reads every property of a state, so a getter tells how often that happens.
	Object.defineProperty(risk.state, 'counted', {
		enumerable: true,
		get: () => {
			reads++;
			return { score: 1, level: 'healthy', profile: 'x' };
		}
	});
	return { reads: () => reads };
}

test('changing the view is one join: the old topics stop, the new ones are true', async () => {
	await harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['summary', 'risk'] });
	await viewer.join({ topics: ['risk', 'metrics'], since: viewer.since() });
	await harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(viewer, ['risk', 'metrics']);
	expect(viewer.ticks.at(-1)?.patches.map(({ topic }) => topic)).toEqual(['metrics', 'risk']);
	expect([...harness.gateway.watched()].sort()).toEqual(['metrics', 'risk']);
});

test('servers that nobody follows any more are forgotten with the next tick, though the daemon is away', async () => {
	await harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['risk'] });
	const before = harness.board.ledger.size;
	for (let join = 0; join < 5; join++) await viewer.join({ topics: [`server/none${join}`] });
	harness.board.prepare(['server/seeded']);
	await harness.tick();
	expect(harness.board.ledger.size).toBe(before + 1);
	expect(viewer.held.get('server/none4')?.state).toEqual({ present: false });
	await harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(viewer, ['server/none4']);
});

test('a new epoch reaches everyone as a snapshot', async () => {
	await harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['risk'] });
	harness.board.beginEpoch();
	await harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(viewer, ['risk']);
	expect(viewer.held.get('risk')?.epoch).toBe('run.2');
	expect(viewer.snapshots).toBe(2);
});

test('servers with names that break naive code arrive like all others', async () => {
	const odd = ['__proto__', '', 'a/b', '<script>', 'constructor', '"', 'ein Server'];
	await harness.tick(fleetOf(odd, random));
	const viewer = connect();
	await viewer.join({ topics: ['risk', 'server/', 'server/__proto__', 'server/a/b'] });
	await harness.tick(fleetOf(odd, random));
	await caughtUp();
	expectTrue(viewer, ['risk', 'server/', 'server/__proto__', 'server/a/b']);
	expect(Object.keys(viewer.held.get('risk')?.state ?? {}).sort()).toEqual([...odd].sort());
});

test('a polling viewer is served the same', async () => {
	await harness.tick(fleetOf(names, random));
	const viewer = connect({ polling: true });
	await viewer.join({ topics: ['risk'] });
	await harness.tick(fleetOf(names, random));
	await expect.poll(() => viewer.ticks.length).toBe(1);
	expectTrue(viewer, ['risk']);
});

test('ages tell how old the data are when the packet leaves', async () => {
	await harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['summary'] });
	await harness.tick();
	await caughtUp();
	expect(viewer.ticks.at(-1)?.age).toBe(TICK_MS);
});
