import { afterEach, expect, test } from 'vitest';
import { createFleetClient, type FleetClient } from '#client/fleet-client.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { joinedWith, startScripted } from './scripted-server.ts';

const AGE_MS = 500;
const closing: (() => unknown)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A join that is answered so long after it was asked, and says that its states are half a second old. */
async function answeredAfter(heldUpMs: number): Promise<FleetClient> {
	const clock = new FakeClock();
	let give: (() => void) | undefined;
	const server = await startScripted({
		onJoin(_join, answer, socket) {
			give = () => {
				const state = { a: { score: 1, level: 'healthy', profile: 'Generic' } };
				socket.emit('snapshot', { topic: 'risk', epoch: 'e', seq: 1, state });
				const granted = { risk: { via: 'snapshot', epoch: 'e', seq: 1 } } as const;
				answer(joinedWith(granted, { age: AGE_MS }));
			};
		}
	});
	const client = createFleetClient(server.url, { clock, transports: ['websocket'] });
	closing.push(() => client.close(), server.close);
	client.show(['risk']);
	await expect.poll(() => give).toBeDefined();
	await clock.advance(heldUpMs);
	give?.();
	await expect.poll(() => client.link).toBe('joined');
	await expect.poll(() => client.state('risk')).toBeDefined();
	return client;
}

test('an answer to a join may be as old as its question: so is the age that is shown', async () => {
	const client = await answeredAfter(10_000);
	expect(client.ageMs()).toBe(10_000 + AGE_MS);
	expect(client.freshness).toEqual({ kind: 'live' });
});

test('an answer that came 2.5 ticks after its question is not taken for a sign of life', async () => {
	const client = await answeredAfter(12_501);
	expect(client.freshness).toEqual({ kind: 'stale', cause: 'silence' });
});
