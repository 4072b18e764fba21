import { afterEach, expect, test } from 'vitest';
import { FakeClock } from '../../support/fake-clock.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, TICK_MS, type GatewayHarness } from '../../support/gateway-harness.ts';
import { expectTrue, Followers } from './followers.ts';
import { recordOf } from './told.ts';

const names = serverNames(12);
const followers = new Followers();
const random = seeded(11);
const next = () => fleetOf(names, random);
let harness: GatewayHarness;

afterEach(async () => {
	followers.close();
	await harness.close();
});

/** A client whose time is moved by hand, apart from the server's. */
function follow(options: { random?: () => number } = {}) {
	const clock = new FakeClock(0);
	const client = followers.follow(harness.url, ['summary', 'risk'], {
		clock,
		random: () => 0,
		...options
	});
	return { clock, client, told: recordOf(client) };
}

test('when ticks stop, staleness is reported at 2.5 ticks although nothing arrives', async () => {
	harness = await startGateway();
	await harness.tick(next());
	const { clock, client, told } = follow();
	await expectTrue(client, harness, ['risk']);
	await expect.poll(() => client.freshness).toEqual({ kind: 'live' });
	told.freshness.length = 0;
	await clock.advance(2.5 * TICK_MS);
	expect(told.freshness).toEqual([]);
	await clock.advance(1);
	expect(told.freshness).toEqual([[{ kind: 'stale', cause: 'silence' }]]);
	await harness.tick(next());
	await expect.poll(() => told.freshness.at(-1)).toEqual([{ kind: 'live' }]);
});

test('a connection that is open in name only is presumed dead and replaced', async () => {
	harness = await startGateway();
	await harness.tick(next());
	const { clock, client, told } = follow();
	await expect.poll(() => client.link).toBe('joined');
	await clock.advance(3 * TICK_MS);
	expect(told.link).toEqual([['joined'], ['offline']]);
	await expect.poll(() => harness.gateway.viewers()).toBe(0);
	await harness.tick(next());
	await clock.advance(500);
	await expectTrue(client, harness, ['summary', 'risk']);
	expect(told.joined[1]?.[0].topics['risk']?.via).toBe('patch');
	expect(client.freshness).toEqual({ kind: 'live' });
	expect(told.gap).toEqual([]);
});

test('a server that comes back with a new epoch is followed again, and the last data stay meanwhile', async () => {
	harness = await startGateway({ epoch: 'first' });
	await harness.tick(next());
	const { clock, client, told } = follow();
	await expectTrue(client, harness, ['summary', 'risk']);
	const before = client.state('risk');
	await harness.close();
	await expect.poll(() => client.link).toBe('offline');
	expect(told.notice[0]?.[0].kind).toBe('goodbye');
	expect(client.state('risk')).toEqual(before);

	harness = await startGateway({ port: harness.port, epoch: 'second' });
	await clock.advance(500);
	await expect.poll(() => client.link).toBe('joined');
	expect(told.joined.at(-1)?.[0].topics['risk']).toEqual({ via: 'waiting' });
	expect(client.state('risk')).toEqual(before);
	expect(client.freshness).toEqual({ kind: 'stale', cause: 'daemon' });

	await harness.tick(next());
	harness.gateway.daemon(harness.currentState.daemon);
	await expectTrue(client, harness, ['summary', 'risk']);
	await expect.poll(() => client.freshness).toEqual({ kind: 'live' });
	expect(client.revision('risk')?.epoch).toMatch(/^second/);
	expect(told.gap).toEqual([]);
});

test('data from before a restart keep their time and their age until there are new ones', async () => {
	harness = await startGateway({ epoch: 'first' });
	await harness.tick(next());
	const { clock, client, told } = follow();
	await expectTrue(client, harness, ['summary', 'risk']);
	const [before, update] = [client.state('risk'), client.update];
	expect(client.ageMs()).toBe(0);
	await harness.close();
	await expect.poll(() => client.link).toBe('offline');

	// An hour later, and its daemon is not there yet.
	const later = new FakeClock(harness.clock.now() + 3_600_000);
	harness = await startGateway({ port: harness.port, epoch: 'second', clock: later });
	await clock.advance(3_600_000);
	await expect.poll(() => client.link).toBe('joined');
	const down = { state: 'down', stale: true, since: 1 } as const;
	for (const health of [harness.currentState.daemon, down]) {
		harness.currentState.daemon = health;
		harness.gateway.daemon(health);
		await harness.tick();
		const { tick } = harness.currentState.head();
		await expect.poll(() => told.tick.length).toBeGreaterThanOrEqual(2 + tick);
		expect(client.state('risk')).toEqual(before);
		expect(client.update).toEqual(update);
		expect(client.ageMs()).toBeGreaterThanOrEqual(3_600_000);
		expect(client.freshness).toEqual({ kind: 'stale', cause: 'daemon' });
	}

	await harness.tick(next());
	await expectTrue(client, harness, ['summary', 'risk']);
	await expect.poll(() => client.update?.at).toBe(harness.currentState.head().at);
	expect(client.ageMs()).toBe(0);
	await expect.poll(() => client.freshness).toEqual({ kind: 'live' });
});

test('what a restarted server does not publish any more goes once it has had a good round', async () => {
	harness = await startGateway({ epoch: 'first' });
	await harness.tick(next());
	harness.currentState.showTopic('models', { offered: false });
	const clock = new FakeClock(0);
	const client = followers.follow(harness.url, ['models', 'risk'], { clock, random: () => 0 });
	await expectTrue(client, harness, ['models', 'risk']);
	await harness.close();
	await expect.poll(() => client.link).toBe('offline');
	harness = await startGateway({ port: harness.port, epoch: 'second' });
	await clock.advance(500);
	await expect.poll(() => client.link).toBe('joined');
	expect(client.state('models')).toEqual({ offered: false });
	await harness.tick(next());
	await harness.tick(next());
	await expect.poll(() => client.state('models')).toBeUndefined();
	await expectTrue(client, harness, ['risk']);
});

test('while the server is away, it is looked for with ever longer waits, and found', async () => {
	harness = await startGateway();
	await harness.tick(next());
	const { clock, client, told } = follow({ random: () => 0.5 });
	await expectTrue(client, harness, ['risk']);
	await harness.close();
	await expect.poll(() => client.link).toBe('offline');
	for (const wait of [750, 1_250, 2_250]) {
		await expect.poll(() => clock.pending).toBeGreaterThan(0);
		await clock.advance(wait);
	}
	expect(told.link).toEqual([['joined'], ['offline']]);
	harness = await startGateway({ port: harness.port, epoch: 'second' });
	await harness.tick(next());
	await expect
		.poll(async () => {
			await clock.advance(1_000);
			return client.link;
		})
		.toBe('joined');
	await expectTrue(client, harness, ['risk']);
});

test('an unknown token is reported, and not tried again and again', async () => {
	harness = await startGateway({
		access: {
			identify: (_request, token) =>
				token === 'right' ? { name: 'noc', role: 'viewer' } : undefined,
			originAllowed: () => true,
			clientAddress: () => '127.0.0.1'
		}
	});
	const { clock, client, told } = follow();
	await expect.poll(() => client.link).toBe('refused');
	expect(told.link).toEqual([['refused', expect.objectContaining({ kind: 'token-refused' })]]);
	expect(client.freshness).toEqual({ kind: 'stale', cause: 'refused' });
	await clock.advance(120_000);
	expect(harness.refusals).toEqual(['token-refused']);
	const known = followers.follow(harness.url, ['risk'], { token: 'right' });
	await expect.poll(() => known.link).toBe('joined');
});

test('a foreign origin is reported and not tried again, even if it is refused before the handshake', async () => {
	harness = await startGateway({
		access: {
			identify: () => ({ name: 'local', role: 'operator' }),
			originAllowed: () => false,
			clientAddress: () => '127.0.0.1'
		}
	});
	const { clock, client } = follow();
	await expect.poll(() => client.problem?.kind).toBe('origin-refused');
	const tried = harness.refusals.length;
	await clock.advance(120_000);
	expect(client.link).toBe('refused');
	expect(harness.refusals).toHaveLength(tried);
});

test('a server that is full is asked again later', async () => {
	harness = await startGateway({ settings: { maxConnections: 1 } });
	await harness.tick(next());
	const first = followers.follow(harness.url, ['risk']);
	await expectTrue(first, harness, ['risk']);
	const { clock, client } = follow();
	await expect.poll(() => client.problem?.kind).toBe('connections-too-many');
	expect(client.link).toBe('offline');
	first.close();
	await expect.poll(() => harness.gateway.viewers()).toBe(0);
	await clock.advance(500);
	await expectTrue(client, harness, ['risk']);
	expect(client.problem).toBeUndefined();
});

test('a client that was closed leaves no timer and no connection behind', async () => {
	harness = await startGateway();
	await harness.tick(next());
	const { clock, client, told } = follow();
	await expectTrue(client, harness, ['risk']);
	const refreshing = client.refresh();
	client.close();
	expect(await refreshing).toMatchObject({ ok: false });
	expect(clock.pending).toBe(0);
	await expect.poll(() => harness.gateway.viewers()).toBe(0);
	expect(told.link).toEqual([['joined']]);
});
