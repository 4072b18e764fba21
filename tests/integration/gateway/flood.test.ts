import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';

const random = seeded(29);
const next = () => fleetOf(serverNames(3), random, { forecasts: false });
let harness: GatewayHarness;

/** Whoever says the word is a viewer. */
beforeEach(async () => {
	harness = await startGateway({
		access: {
			identify: (_, token) => (token === 'word' ? { name: 'x', role: 'viewer' } : undefined),
			originAllowed: () => true,
			clientAddress: () => '127.0.0.1'
		}
	});
	await harness.tick(next());
});
afterEach(() => harness.close());

/** A connection on which anything can be said. */
async function openRaw(): Promise<{
	socket: WebSocket;
	heard: string[];
	closed: Promise<unknown>;
}> {
	const socket = new WebSocket(
		`${harness.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`
	);
	const heard: string[] = [];
	socket.on('message', (data) => heard.push((data as Buffer).toString()));
	socket.on('error', () => undefined);
	const closed = once(socket, 'close');
	await once(socket, 'open');
	return { socket, heard, closed };
}

function say(socket: WebSocket, text: string, times: number): void {
	for (let time = 0; time < times; time++) socket.send(text);
}

test.each([
	['namespaces that do not exist', '40/x,', 200],
	['names of 15 kB', `40/${'x'.repeat(15_000)},`, 50],
	['tokens that are wrong', '40{"protocol":1,"token":"wrong"}', 50]
])('a connection without a token that floods with %s is ended', async (_, text, times) => {
	const { socket, heard, closed } = await openRaw();
	say(socket, text, times);
	await closed;
	expect(heard.join('').length).toBeLessThan(200_000);
	expect(harness.refusals).toContain('message-flood');
	expect(harness.gateway.viewers()).toBe(0);
});

test('a connection that floods with the pings of WebSocket itself is ended', async () => {
	const { socket, closed } = await openRaw();
	for (let time = 0; time < 200; time++) socket.ping();
	await closed;
	expect(harness.refusals).toContain('message-flood');
});

test('a viewer that floods with unknown events is told so and closed', async () => {
	const { socket, heard, closed } = await openRaw();
	socket.send('40{"protocol":1,"token":"word"}');
	await expect.poll(() => heard.some((text) => text.startsWith('40{"sid"'))).toBe(true);
	say(socket, '42["nonsense"]', 80);
	await closed;
	expect(heard.filter((text) => text.includes('message-flood'))).toHaveLength(1);
	expect(harness.gateway.viewers()).toBe(0);
});

test('a viewer that goes on flooding after it was told is cut off', async () => {
	const deaf = connect(harness.port, '127.0.0.1');
	let cutOff = false;
	deaf.on('error', () => undefined).on('close', () => (cutOff = true));
	deaf.resume();
	deaf.write(
		`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n` +
			`Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n\r\n`
	);
	await expect.poll(() => harness.gateway.viewers()).toBe(1);
	deaf.write(frame('40{"protocol":1,"token":"word"}'));
	await harness.roundTrip();
	deaf.write(Buffer.concat(Array.from({ length: 300 }, () => frame('42["nonsense"]'))));
	await expect.poll(() => cutOff).toBe(true);
});

/** A text frame of a client, masked with zeros. */
function frame(text: string): Buffer {
	return Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0, ...Buffer.from(text)]);
}

test('who says much, but no more than a page or a script does, is served', async () => {
	const viewer = new PlainViewer(harness.url, { auth: { protocol: 1, token: 'word' } });
	for (let minute = 0; minute < 3; minute++) {
		for (let join = 0; join < 20; join++)
			expect(await viewer.join({ topics: ['risk'], since: viewer.since() })).toMatchObject({
				ok: true
			});
		await harness.clock.advance(60_000);
	}
	expect(harness.refusals).toEqual([]);
	viewer.close();
});

test('a first join that makes no sense does not stop the time in which one must come', async () => {
	const viewer = new PlainViewer(harness.url, { auth: { protocol: 1, token: 'word' } });
	const kinds: string[] = [];
	viewer.socket.on('problem', ({ kind }) => kinds.push(kind));
	await viewer.socket.emitWithAck('join', {} as never);
	await harness.clock.advance(10_000);
	await expect.poll(() => viewer.socket.connected).toBe(false);
	expect(kinds).toEqual(['join-late']);
});
