import { once } from 'node:events';
import timers from 'node:timers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '#core/protocol/messages.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';

const random = seeded(8);
const FAREWELL_MS = 5_000;
let harness: GatewayHarness;
let reader: WebSocket;
let heard: string[];

/** Until a message like this comes: by the event, for a poll moves faked timers on. */
async function hears(pattern: RegExp): Promise<void> {
	while (!pattern.test(heard.at(-1) ?? '')) await once(reader, 'message');
}

/** Engine.IO's pings go by the timers of the process, so those are moved by hand; the reader is a bare WebSocket and has none. */
beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	vi.spyOn(timers, 'setTimeout').mockImplementation(setTimeout);
	vi.spyOn(timers, 'clearTimeout').mockImplementation(clearTimeout);
	harness = await startGateway();
	await harness.tick(fleetOf(serverNames(3), random));
	heard = [];
	reader = new WebSocket(
		`${harness.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`
	);
	reader.on('message', (data) => heard.push((data as Buffer).toString()));
	await once(reader, 'open');
	reader.send(`40${JSON.stringify({ protocol: PROTOCOL_VERSION })}`);
	await hears(/^40\{/);
	reader.send('420["join",{"topics":["summary"]}]');
	await hears(/^430\[\{"ok":true/);
});
afterEach(async () => {
	vi.restoreAllMocks();
	vi.useRealTimers();
	reader.terminate();
	await harness.close();
});

test('a viewer that stops reading, of which nothing is backlogged yet, is closed after a minute, counted and told why', async () => {
	reader.pause();
	await harness.tick(fleetOf(serverNames(3), random));
	vi.advanceTimersByTime(59_999);
	expect([harness.counts.stalled, harness.gateway.backloggedCount()]).toEqual([0, 0]);
	vi.advanceTimersByTime(1);
	expect(harness.counts.stalled).toBe(1);
	reader.resume();
	await once(reader, 'close');
	expect(heard.at(-1)).toContain('["problem",{"kind":"viewer-stalled"');
	await harness.clock.advance(FAREWELL_MS);
	await expect.poll(() => harness.gateway.viewers()).toBe(0);
	await harness.tick(fleetOf(serverNames(3), random));
	expect(harness.counts.stalled).toBe(1);
});

test('a viewer that does not come back for its last word is cut off', async () => {
	reader.pause();
	vi.advanceTimersByTime(60_000);
	await harness.clock.advance(FAREWELL_MS);
	await expect.poll(() => harness.gateway.viewers()).toBe(0);
	expect(harness.counts.stalled).toBe(1);
});

test('a viewer that answers its pings stays, however long', async () => {
	const answer = (data: unknown) => (data as Buffer).toString() === '2' && reader.send('3');
	reader.on('message', answer);
	for (let ping = 1; ping <= 4; ping++) {
		vi.advanceTimersByTime(25_000);
		await hears(/^2$/);
		// What is answered to a message after the pong says that the pong has come.
		reader.send(`42${ping}["refresh"]`);
		await hears(new RegExp(`^43${ping}`));
	}
	expect([harness.counts.stalled, harness.gateway.viewers()]).toEqual([0, 1]);
});
