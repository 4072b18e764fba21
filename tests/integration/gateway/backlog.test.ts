import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Problem } from '#core/protocol/problem.ts';
import { newest } from '../../../server/state/ledger.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';
import { pauseReading, resumeReading } from '../../support/stalled-reader.ts';

/** Large enough that a few dozen ticks fill what the kernel buffers on a loopback connection. */
const names = serverNames(2000);
let harness: GatewayHarness;
let stalled: PlainViewer;
let steady: PlainViewer;
const random = seeded(3);
const next = () => fleetOf(names, random, { forecasts: false });

beforeEach(async () => {
	harness = await startGateway();
	await harness.tick(next());
	stalled = new PlainViewer(harness.url);
	steady = new PlainViewer(harness.url);
	for (const viewer of [stalled, steady]) await viewer.join({ topics: ['metrics', 'risk'] });
});
afterEach(async () => {
	for (const viewer of [stalled, steady]) {
		resumeReading(viewer.socket);
		viewer.close();
	}
	await harness.close();
});

/** Ticks until the kernel takes no more for the reader that stalls; the other one reads on. */
async function tickUntilBacklogged(): Promise<void> {
	pauseReading(stalled.socket);
	while (harness.gateway.backloggedCount() === 0) {
		await harness.tick(next());
		await steady.caughtUp();
	}
}

test('a viewer that stops reading is handed no second tick, and then one patch to the newest state', async () => {
	await tickUntilBacklogged();
	const before = harness.counts.packets;
	for (let round = 0; round < 8; round++) {
		await harness.tick(next());
		await steady.caughtUp();
	}
	expect(harness.counts.packets - before).toBe(8);
	resumeReading(stalled.socket);
	await expect.poll(() => harness.counts.conflated).toBe(1);
	await stalled.caughtUp();
	for (const viewer of [stalled, steady]) {
		expect(viewer.faults).toEqual([]);
		const truth = newest(harness.currentState.ledger, 'metrics');
		expect(viewer.held.get('metrics')?.seq).toBe(truth?.seq);
		expect(viewer.held.get('metrics')?.state).toEqual(truth?.state);
	}
	const missed = steady.ticks.length - stalled.ticks.length;
	expect(missed).toBeGreaterThanOrEqual(7);
});

test('a join sent while backlogged is answered once the viewer reads, the last of several with the newest', async () => {
	await tickUntilBacklogged();
	const answers = [
		stalled.join({ topics: ['summary'] }),
		stalled.join({ topics: ['alerts', 'summary'] })
	];
	await harness.tick(next());
	resumeReading(stalled.socket);
	const [superseded, answer] = await Promise.all(answers);
	expect(superseded).toMatchObject({ ok: false, problem: { kind: 'join-superseded' } });
	expect(answer?.ok).toBe(true);
	await harness.tick(next());
	await stalled.caughtUp();
	expect(stalled.held.get('alerts')?.state).toEqual(
		newest(harness.currentState.ledger, 'alerts')?.state
	);
});

test('a viewer stalled for a minute is closed and told why', async () => {
	const told: Problem[] = [];
	stalled.socket.on('problem', (problem) => told.push(problem));
	await tickUntilBacklogged();
	for (let round = 0; round < 11; round++) {
		await harness.tick();
		expect(harness.counts.stalled).toBe(0);
		await steady.caughtUp();
	}
	await harness.tick();
	expect(harness.counts.stalled).toBe(1);
	resumeReading(stalled.socket);
	await expect.poll(() => stalled.socket.connected).toBe(false);
	expect(told.map(({ kind }) => kind)).toEqual(['viewer-stalled']);
	await harness.tick(next());
	await steady.caughtUp();
	expect(steady.faults).toEqual([]);
});

test('what is announced meanwhile is sent when the viewer reads again', async () => {
	const states: string[] = [];
	stalled.socket.on('daemon', ({ state }) => states.push(state));
	await tickUntilBacklogged();
	for (const state of ['degraded', 'down', 'live'] as const) {
		harness.currentState.daemon = { state, stale: state === 'down', since: harness.clock.now() };
		harness.gateway.daemon(harness.currentState.daemon);
	}
	resumeReading(stalled.socket);
	await expect.poll(() => states).toEqual(['live']);
});
