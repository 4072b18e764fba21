import { afterEach, beforeEach, expect, test } from 'vitest';
import { BRANDS } from '#core/brand/brand.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import type { PublicSettings, Seed } from '#core/protocol/seed.ts';
import { FleetState } from '#state/fleet-state.svelte.ts';
import { newest } from '../../../server/state/ledger.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, TICK_MS, type GatewayHarness } from '../../support/gateway-harness.ts';

const names = serverNames(5);
const random = seeded(3);
let harness: GatewayHarness;
let clock: FakeClock;
let close: (() => void) | undefined;

beforeEach(async () => {
	clock = new FakeClock(0);
	harness = await startGateway();
	await harness.tick(fleetOf(names, random));
});
afterEach(async () => {
	close?.();
	close = undefined;
	await harness.close();
});

const settings: PublicSettings = {
	brand: BRANDS.fleetcast,
	version: '1.0.0',
	demo: false,
	tickMs: TICK_MS,
	stepMinutes: 5,
	thresholds: DEFAULT_THRESHOLDS,
	levelHoldMs: 60_000,
	polling: true,
	role: 'operator',
	signIn: false
};

function seedOf(): Seed {
	const { topic, epoch, seq, state } =
		newest(harness.currentState.ledger, 'risk') ?? expect.unreachable();
	return {
		...harness.currentState.head(),
		age: 2_000,
		daemon: harness.currentState.daemon,
		snapshots: [{ topic, epoch, seq, state }]
	};
}

function stateOf(options: { seed?: Seed; settings?: Partial<PublicSettings> } = {}): FleetState {
	const { seed } = options;
	return new FleetState({
		settings: { ...settings, ...options.settings },
		seed,
		clock,
		random: () => 0,
		url: () => new URL(harness.url)
	});
}

test('a page is rendered from its seed alone, with no connection', () => {
	const fleet = stateOf({ seed: seedOf() });
	fleet.show(['risk']);
	expect(fleet.state('risk')).toEqual(newest(harness.currentState.ledger, 'risk')?.state);
	expect(fleet.state('alerts')).toBeUndefined();
	expect(fleet.freshness).toEqual({ kind: 'live' });
	expect([fleet.tick, fleet.ageMs, fleet.nextMs]).toEqual([1, 2_000, 30_000]);
	expect(fleet.nowAtServer).toBe(fleet.at);
	expect(clock.pending).toBe(0);
	expect(harness.gateway.viewers()).toBe(0);
});

test('a page without a seed waits and says nothing of what it does not know', () => {
	const fleet = stateOf();
	expect(fleet.freshness).toEqual({ kind: 'waiting' });
	expect([fleet.tick, fleet.at, fleet.ageMs, fleet.nextMs]).toEqual(Array(4).fill(undefined));
});

test('opened, it follows; its age and countdown move with each second', async () => {
	const fleet = stateOf({ seed: seedOf() });
	fleet.show(['risk', 'summary']);
	close = fleet.open();
	await expect.poll(() => fleet.link).toBe('joined');
	await expect.poll(() => fleet.state('summary')?.counts.total).toBe(5);
	expect([fleet.ageMs, fleet.nextMs]).toEqual([0, 30_000]);
	await clock.advance(999);
	expect(fleet.ageMs).toBe(0);
	await clock.advance(1);
	expect([fleet.ageMs, fleet.nextMs]).toEqual([1_000, 29_000]);
	expect(fleet.nowAtServer).toBe((fleet.at ?? NaN) + 1_000);
	await harness.tick(fleetOf(names, random), true);
	await expect.poll(() => fleet.tick).toBe(2);
	expect(fleet.state('risk')).toEqual(newest(harness.currentState.ledger, 'risk')?.state);
	expect([fleet.ageMs, fleet.nextMs]).toEqual([0, 30_000]);
});

test('closed, it leaves no timer behind and keeps what it shows', async () => {
	const fleet = stateOf();
	fleet.show(['risk']);
	close = fleet.open();
	await expect.poll(() => fleet.state('risk')).toBeDefined();
	close();
	expect(clock.pending).toBe(0);
	expect(fleet.state('risk')).toBeDefined();
});

test('a refresh is shown while it lasts, then what came of it', async () => {
	const fleet = stateOf();
	fleet.show(['risk']);
	close = fleet.open();
	await expect.poll(() => fleet.link).toBe('joined');
	const refreshing = fleet.refresh();
	expect([fleet.refreshing, fleet.refreshed]).toEqual([true, undefined]);
	await refreshing;
	expect([fleet.refreshing, fleet.refreshed?.ok]).toEqual([false, true]);
});

test('a chosen cadence is joined with', async () => {
	const fleet = stateOf();
	fleet.show(['risk']);
	close = fleet.open();
	await expect.poll(() => fleet.nextMs).toBe(30_000);
	fleet.everyMs = 60_000;
	expect(fleet.everyMs).toBe(60_000);
	await expect.poll(() => fleet.nextMs).toBe(60_000);
});

test('a server of another version is a notice to reload the page', async () => {
	const fleet = stateOf({ settings: { version: '0.9.0' } });
	fleet.show(['risk']);
	close = fleet.open();
	await expect.poll(() => fleet.notice).toMatchObject({ kind: 'new-version', version: '1.0.0' });
});

test('the goodbye of a server is forgotten once it answers again', async () => {
	const fleet = stateOf();
	fleet.show(['risk']);
	close = fleet.open();
	await expect.poll(() => fleet.link).toBe('joined');
	const { port } = harness;
	await harness.close();
	await expect.poll(() => fleet.link).toBe('offline');
	expect(fleet.notice?.kind).toBe('goodbye');
	harness = await startGateway({ port, epoch: 'second' });
	await clock.advance(500);
	await expect.poll(() => fleet.link).toBe('joined');
	expect(fleet.notice).toBeUndefined();
});
