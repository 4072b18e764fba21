import { afterEach, expect, test } from 'vitest';
import { FleetRefusal } from '#client/refusal.ts';
import { newest } from '../../../server/state/ledger.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';
import { Followers } from './followers.ts';

const names = serverNames(4);
const followers = new Followers();
let harness: GatewayHarness;
const random = seeded(11);
const next = () => fleetOf(names, random);
const truth = () => newest(harness.currentState.ledger, 'risk')?.state;

afterEach(async () => {
	followers.close();
	await harness.close();
});

test('a refusal is thrown into every loop, typed, and not tried again', async () => {
	harness = await startGateway({
		access: {
			identify: () => undefined,
			originAllowed: () => true,
			clientAddress: () => '127.0.0.1'
		}
	});
	const client = followers.follow(harness.url, [], { token: 'wrong' });
	const refusals = await Promise.allSettled(
		(['risk', 'summary'] as const).map((topic) =>
			client.follow(topic)[Symbol.asyncIterator]().next()
		)
	);
	for (const refusal of refusals) {
		expect(refusal).toMatchObject({ status: 'rejected', reason: expect.any(FleetRefusal) });
		expect(refusal).toMatchObject({ reason: { kind: 'token-refused', cure: 'never' } });
	}
	expect(harness.refusals).toEqual(['token-refused']);
	expect(client.link).toBe('refused');
});

test('after a refusal, to follow again is another try, and so is retry', async () => {
	let known = false;
	harness = await startGateway({
		access: {
			identify: () => (known ? { name: 'noc', role: 'viewer' } : undefined),
			originAllowed: () => true,
			clientAddress: () => '127.0.0.1'
		}
	});
	await harness.tick(next());
	const client = followers.follow(harness.url, [], { token: 'wrong' });
	const first = () => client.follow('risk')[Symbol.asyncIterator]().next();
	await expect(first()).rejects.toThrow(FleetRefusal);
	await expect(first()).rejects.toThrow(FleetRefusal);
	expect(harness.refusals).toEqual(['token-refused', 'token-refused']);
	known = true;
	expect((await first()).value).toEqual(truth());

	known = false;
	const shown = followers.follow(harness.url, ['risk'], { token: 'wrong' });
	await expect.poll(() => shown.link).toBe('refused');
	known = true;
	shown.retry();
	await expect.poll(() => shown.link).toBe('joined');
	shown.retry();
	expect(shown.link).toBe('joined');
});
