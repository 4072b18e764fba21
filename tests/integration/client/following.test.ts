import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '#core/protocol/problem.ts';
import type { Seed } from '#core/protocol/seed.ts';
import { newest } from '../../../server/state/ledger.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, TICK_MS, type GatewayHarness } from '../../support/gateway-harness.ts';
import { expectTrue, Followers } from './followers.ts';
import { recordOf } from './told.ts';

const names = serverNames(12);
const followers = new Followers();
let harness: GatewayHarness;
let random: () => number;
const next = () => fleetOf(names, random);

beforeEach(async () => {
	random = seeded(7);
	harness = await startGateway({
		refresh: () => Promise.resolve(ok({ outcome: 'wait', waitMs: 1_500 }))
	});
	await harness.tick(next());
});
afterEach(async () => {
	followers.close();
	await harness.close();
});

test('a client holds what the ledger holds, tick after tick', async () => {
	const client = followers.follow(harness.url, ['summary', 'risk', 'server/ppweb003']);
	const told = recordOf(client);
	await expectTrue(client, harness, ['summary', 'risk', 'server/ppweb003']);
	for (let round = 0; round < 4; round++) {
		await harness.tick(next());
		await expectTrue(client, harness, ['summary', 'risk', 'server/ppweb003']);
	}
	expect(told.link).toEqual([['joined']]);
	expect(told.gap).toEqual([]);
	expect(client.freshness).toEqual({ kind: 'live' });
	expect(client.timing).toEqual({ everyMs: TICK_MS, beatMs: TICK_MS, tickMs: TICK_MS });
});

test('a client by long-polling alone holds the same', async () => {
	const client = followers.follow(harness.url, ['risk'], { transports: ['polling'] });
	await expectTrue(client, harness, ['risk']);
	await harness.tick(next());
	await expectTrue(client, harness, ['risk']);
});

/** What a page rendered now carries. */
function seedOf(): Seed {
	const { topic, epoch, seq, state } =
		newest(harness.currentState.ledger, 'risk') ?? expect.unreachable();
	return {
		...harness.currentState.head(),
		daemon: harness.currentState.daemon,
		snapshots: [{ topic, epoch, seq, state }]
	};
}

test('what a page was rendered with is named in its first join, and not sent again', async () => {
	const client = followers.follow(harness.url, ['risk'], { seed: seedOf() });
	const told = recordOf(client);
	const topics: unknown[] = [];
	client.on('topic', (topic) => topics.push(topic));
	expect(client.state('risk')).toEqual(newest(harness.currentState.ledger, 'risk')?.state);
	expect(client.freshness).toEqual({ kind: 'live' });
	await expect.poll(() => told.joined).toHaveLength(1);
	expect(told.joined[0]?.[0].topics['risk']?.via).toBe('held');
	expect(harness.counts.packets).toBe(0);
	expect(topics).toEqual([]);
});

test('a page that was rendered some ticks ago gets one patch', async () => {
	const seed = seedOf();
	const watcher = followers.follow(harness.url, ['risk']);
	await expectTrue(watcher, harness, ['risk']);
	for (let round = 0; round < 3; round++) await harness.tick(next());
	const client = followers.follow(harness.url, ['risk'], { seed });
	const told = recordOf(client);
	await expectTrue(client, harness, ['risk']);
	expect(told.joined[0]?.[0].topics['risk']?.via).toBe('patch');
});

test('a topic that comes back after newer states is brought up to date by a patch', async () => {
	const client = followers.follow(harness.url, ['risk', 'summary']);
	const told = recordOf(client);
	await expectTrue(client, harness, ['risk', 'summary']);
	client.show(['summary']);
	await expect.poll(() => told.joined).toHaveLength(2);
	await harness.tick(next());
	await expectTrue(client, harness, ['summary']);
	client.show(['risk', 'summary']);
	await expectTrue(client, harness, ['risk', 'summary']);
	expect(told.joined[2]?.[0].topics['risk']?.via).toBe('patch');
	expect(told.joined[2]?.[0].topics['summary']?.via).toBe('held');
});

test('views that are changed while ticks come never lead to a gap', async () => {
	const client = followers.follow(harness.url, ['summary']);
	const told = recordOf(client);
	const views = [
		['risk', 'summary'],
		['alerts'],
		['server/ppweb002', 'risk'],
		['summary']
	] as const;
	for (let round = 0; round < 12; round++) {
		client.show(views[round % views.length] ?? []);
		await harness.tick(next());
	}
	await expectTrue(client, harness, ['summary']);
	expect(told.gap).toEqual([]);
	expect(told.malformed).toEqual([]);
	expect(told.link).toEqual([['joined']]);
});

test('at a slow cadence a sign of life does not make what is shown younger', async () => {
	const clock = new FakeClock();
	const client = followers.follow(harness.url, ['risk'], { clock, everyMs: 30_000 });
	let ticks = 0;
	client.on('tick', () => ticks++);
	await expectTrue(client, harness, ['risk']);
	expect(client.ageMs()).toBe(0);
	expect(client.nextMs()).toBe(30_000);
	await clock.advance(15_000);
	for (let round = 0; round < 3; round++) await harness.tick(next());
	await expect.poll(() => ticks).toBe(2);
	expect(client.ageMs()).toBe(15_000);
	expect(client.nextMs()).toBe(15_000);
	expect(client.freshness).toEqual({ kind: 'live' });
	for (let round = 0; round < 3; round++) await harness.tick(next());
	await expectTrue(client, harness, ['risk']);
	expect(client.ageMs()).toBe(0);
	expect(client.nextMs()).toBe(30_000);
});

test('changes of the daemon, its warm-up and the server are reported as they come', async () => {
	const client = followers.follow(harness.url, ['risk']);
	const told = recordOf(client);
	const warmups: unknown[] = [];
	client.on('warmup', (warmup) => warmups.push(warmup));
	await expectTrue(client, harness, ['risk']);
	const down = { state: 'down', stale: true, since: 5 } as const;
	const warmup = { phase: 'collecting', progressPercent: 40, message: 'Collecting.' } as const;
	const notice = { kind: 'goodbye', detail: 'Back in a moment.' } as const;
	harness.gateway.daemon(down);
	harness.gateway.warmup(warmup);
	harness.gateway.notice(notice);
	await expect.poll(() => told.notice).toEqual([[notice]]);
	expect(client.daemon).toEqual(down);
	expect(client.freshness).toEqual({ kind: 'stale', cause: 'daemon' });
	expect(warmups).toEqual([warmup]);
});

test('a refresh is answered with what came of it, and without a connection with that', async () => {
	const client = followers.follow(harness.url, ['risk']);
	expect(await client.refresh()).toMatchObject({ ok: false });
	await expectTrue(client, harness, ['risk']);
	await expect.poll(() => client.link).toBe('joined');
	expect(await client.refresh()).toEqual(ok({ outcome: 'wait', waitMs: 1_500 }));
});
