import { beforeEach, expect, test } from 'vitest';
import { newest } from '../../../server/state/ledger.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { TICK_MS } from '../../support/gateway-harness.ts';
import { roomsStage } from '../../support/rooms-stage.ts';

const names = serverNames(12);
const stage = roomsStage();
const { connect, caughtUp, expectTrue } = stage;
let random: () => number;

beforeEach(() => {
	random = seeded(7);
});

test('a viewer that joins holds the newest state, and each tick brings it the next in one packet', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['summary', 'risk', 'alerts'] });
	expectTrue(viewer, ['summary', 'risk', 'alerts']);
	for (let round = 0; round < 5; round++) {
		await stage.harness.tick(fleetOf(names, random));
		await caughtUp();
		expectTrue(viewer, ['summary', 'risk', 'alerts']);
	}
	expect(viewer.ticks).toHaveLength(5);
	expect(viewer.snapshots).toBe(3);
});

test('who joins between two ticks hears the very next one', async () => {
	await stage.harness.tick(fleetOf(names, random));
	await stage.harness.clock.advance(TICK_MS - 1_000);
	const viewer = connect();
	await viewer.join({ topics: ['risk'] });
	await stage.harness.tick(fleetOf(names, random), false, 1_000);
	await caughtUp();
	expect(viewer.ticks).toHaveLength(1);
	expectTrue(viewer, ['risk']);
});

test('a tick in which nothing changed is still sent: it is the heartbeat', async () => {
	await stage.harness.tick(fleetOf(names, seeded(1)));
	const viewer = connect();
	await viewer.join({ topics: ['summary'] });
	await stage.harness.tick(fleetOf(names, seeded(1)));
	await stage.harness.tick();
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
	await stage.harness.tick(fleetOf(names, random));
	await stage.harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(viewer, ['risk', 'server/ppweb003']);
});

test('a forced tick reaches every cadence at once', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['summary'], everyMs: 300_000 });
	await stage.harness.tick(fleetOf(names, random), true);
	await caughtUp();
	expectTrue(viewer, ['summary']);
	expect(viewer.ticks).toHaveLength(1);
});

test('who comes back with a state that is still kept gets one patch, later only a snapshot', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['risk'] });
	const since = viewer.since();
	const first = viewer.held.get('risk');
	for (let round = 0; round < 3; round++) await stage.harness.tick(fleetOf(names, random));
	await viewer.caughtUp();
	const back = connect();
	if (first) back.held.set('risk', first);
	const patched = await back.join({ topics: ['risk'], since });
	expect(patched.ok && patched.value.topics.risk?.via).toBe('patch');
	expectTrue(back, ['risk']);
	const held = await viewer.join({ topics: ['risk'], since: viewer.since() });
	expect(held.ok && held.value.topics.risk?.via).toBe('held');
	for (let round = 0; round < 40; round++) await stage.harness.tick(fleetOf(names, random));
	const late = await connect().join({ topics: ['risk'], since });
	expect(late.ok && late.value.topics.risk?.via).toBe('snapshot');
});

test('all joins of one state share one encoding', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const encode = countEncodings();
	await connect().join({ topics: ['risk'] });
	const reads = encode.reads();
	expect(reads).toBeGreaterThan(0);
	for (let group = 0; group < 4; group++) {
		const some = Array.from({ length: 25 }, () => connect());
		await Promise.all(some.map((viewer) => viewer.join({ topics: ['risk'] })));
	}
	expect(stage.viewers.every(({ snapshots }) => snapshots === 1)).toBe(true);
	expect(encode.reads()).toBe(reads);
});

function countEncodings() {
	let reads = 0;
	const risk = newest(stage.harness.currentState.ledger, 'risk');
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
	await stage.harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['summary', 'risk'] });
	await viewer.join({ topics: ['risk', 'metrics'], since: viewer.since() });
	await stage.harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(viewer, ['risk', 'metrics']);
	expect(viewer.ticks.at(-1)?.patches.map(({ topic }) => topic)).toEqual(['metrics', 'risk']);
	expect([...stage.harness.gateway.watched()].sort()).toEqual(['metrics', 'risk']);
});

test('servers that are no longer watched are forgotten with the next tick, even while the daemon is away', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['risk'] });
	const before = stage.harness.currentState.ledger.size;
	for (let join = 0; join < 5; join++) await viewer.join({ topics: [`server/none${join}`] });
	stage.harness.currentState.prepare(['server/seeded']);
	await stage.harness.tick();
	expect(stage.harness.currentState.ledger.size).toBe(before + 1);
	expect(viewer.held.get('server/none4')?.state).toEqual({ present: false });
	await stage.harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(viewer, ['server/none4']);
});

test('a new epoch reaches everyone as a snapshot', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['risk'] });
	stage.harness.currentState.beginEpoch();
	await stage.harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(viewer, ['risk']);
	expect(viewer.held.get('risk')?.epoch).toBe('run.2');
	expect(viewer.snapshots).toBe(2);
});

test('servers with names that break naive code arrive like all others', async () => {
	const odd = ['__proto__', '', 'a/b', '<script>', 'constructor', '"', 'ein Server'];
	await stage.harness.tick(fleetOf(odd, random));
	const viewer = connect();
	await viewer.join({ topics: ['risk', 'server/', 'server/__proto__', 'server/a/b'] });
	await stage.harness.tick(fleetOf(odd, random));
	await caughtUp();
	expectTrue(viewer, ['risk', 'server/', 'server/__proto__', 'server/a/b']);
	expect(Object.keys(viewer.held.get('risk')?.state ?? {}).sort()).toEqual([...odd].sort());
});

test('a polling viewer is served the same', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const viewer = connect({ polling: true });
	await viewer.join({ topics: ['risk'] });
	await stage.harness.tick(fleetOf(names, random));
	await expect.poll(() => viewer.ticks.length).toBe(1);
	expectTrue(viewer, ['risk']);
});

test('ages tell how old the data are when the packet leaves', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['summary'] });
	await stage.harness.tick();
	await caughtUp();
	expect(viewer.ticks.at(-1)?.age).toBe(TICK_MS);
});
