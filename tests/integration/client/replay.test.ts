import { expect, test } from 'vitest';
import { createFleetClient } from '#client/fleet-client.ts';
import type { Joined } from '#core/protocol/messages.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { joinedWith, startScripted } from './scripted-server.ts';
import { recordOf } from './told.ts';

const REPLAY = { at: 1_000, speed: 60 };

test('the past is asked for in one join, and so is the present again', async () => {
	const server = await startScripted({
		onJoin(join, answer, socket, count) {
			const epoch = join.replay ? 'past' : 'present';
			const state = { web1: { score: count, level: 'healthy', profile: 'Web' } };
			socket.emit('snapshot', { topic: 'risk', epoch, seq: count, state });
			const replay: Joined['replay'] = join.replay && { ...join.replay, from: 500, to: 9_000 };
			answer(
				joinedWith({ risk: { via: 'snapshot', epoch, seq: count } }, replay ? { replay } : {})
			);
		}
	});
	const client = createFleetClient(server.url, { clock: new FakeClock() });
	const told = recordOf(client);
	client.show(['risk']);
	await expect.poll(() => client.revision('risk')?.epoch).toBe('present');
	client.replay(REPLAY);
	await expect.poll(() => client.revision('risk')?.epoch).toBe('past');
	client.replay(undefined);
	await expect.poll(() => client.revision('risk')).toEqual({ epoch: 'present', seq: 3 });
	expect(server.joins.map(({ replay }) => replay)).toEqual([undefined, REPLAY, undefined]);
	await expect.poll(() => told.joined.length).toBe(3);
	expect(told.joined.map(([{ replay }]) => replay)).toEqual([
		undefined,
		{ ...REPLAY, from: 500, to: 9_000 },
		undefined
	]);
	client.close();
	await server.close();
});
