import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';

const random = seeded(23);
const next = () => fleetOf(serverNames(3), random, { forecasts: false });
let harness: GatewayHarness;

beforeEach(async () => {
	harness = await startGateway();
	await harness.tick(next());
});
afterEach(() => harness.close());

test('a viewer that changes from polling to a WebSocket just as ticks fall goes on hearing them', async () => {
	const base = `${harness.url}/socket.io/?EIO=4&transport=polling`;
	const { sid } = JSON.parse((await (await fetch(base)).text()).slice(1)) as { sid: string };
	const address = `${base}&sid=${sid}`;
	const poll = async () => (await fetch(address)).text();
	const post = (body: string) => fetch(address, { method: 'POST', body });
	await post('40{"protocol":1}');
	await poll();

	const socket = new WebSocket(
		`${harness.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket&sid=${sid}`
	);
	const heard: string[] = [];
	socket.on('message', (data) => heard.push((data as Buffer).toString()));
	await once(socket, 'open');
	socket.send('2probe');
	await expect.poll(() => heard).toEqual(['3probe']);
	await post('420["join",{"topics":["risk","alerts","summary"]}]');
	await poll();
	// Polling is paused by now, and the word that the socket takes over is on its way: ticks come in between.
	await harness.tick(next());
	await harness.tick(next());
	expect(harness.gateway.backloggedCount()).toBe(1);
	socket.send('5');
	await expect.poll(() => heard.some((text) => text.startsWith('42["tick"'))).toBe(true);
	await expect.poll(() => harness.gateway.backloggedCount()).toBe(0);

	heard.length = 0;
	for (let tick = 0; tick < 13; tick++) {
		await harness.tick(next());
		await harness.roundTrip();
	}
	await expect.poll(() => heard.filter((text) => text.startsWith('42["tick"')).length).toBe(13);
	expect(harness.counts.stalled).toBe(0);
	socket.terminate();
});
