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

test('when ticks stop, staleness is told at 2.5 ticks although nothing arrives', async () => {
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

test('a connection that is open in name only is presumed dead and made anew', async () => {
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
	harness.gateway.daemon(harness.board.daemon);
	await expectTrue(client, harness, ['summary', 'risk']);
	await expect.poll(() => client.freshness).toEqual({ kind: 'live' });
	expect(client.revision('risk')?.epoch).toMatch(/^second/);
	expect(told.gap).toEqual([]);
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

test('a token that is not known is told, and not tried again and again', async () => {
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

test('a foreign origin is told and not tried again, be it refused before the handshake', async () => {
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
