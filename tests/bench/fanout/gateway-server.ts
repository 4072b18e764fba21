import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { DEFAULT_HOLD_MS } from '#core/levels/steady.ts';
import { ok } from '#core/protocol/problem.ts';
import { CurrentState } from '../../../server/state/current-state.ts';
import { systemClock } from '../../../server/clock.ts';
import { createGateway } from '../../../server/gateway/gateway.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { answer, cpuMs, heldBytes, sharedNow } from '../child.ts';

/** Enough servers that one tick's patch of their risks is about 2 kB. */
const SERVERS = 62;
const TICK_MS = 5_000;

const names = serverNames(SERVERS);
const random = seeded(1);
const clock = systemClock;
const newEpoch = () => 'bench';
const currentState = new CurrentState({
	clock,
	thresholds: DEFAULT_THRESHOLDS,
	holdMs: DEFAULT_HOLD_MS,
	newEpoch
});
let packetBytes = 0;
const gateway = createGateway({
	currentState,
	clock,
	newEpoch,
	access: {
		identify: () => ({ name: 'bench', role: 'operator' }),
		originAllowed: () => true,
		clientAddress: () => '127.0.0.1'
	},
	counts: {
		sent(event, bytes) {
			if (event === 'tick') packetBytes = bytes;
		},
		refused: () => undefined,
		rejected: () => undefined,
		conflated: () => undefined,
		stalled: () => undefined
	},
	refresh: () => Promise.resolve(ok({ outcome: 'wait' as const, waitMs: 0 })),
	onWatch: () => undefined,
	onBroken(error) {
		throw error;
	},
	settings: {
		basePath: '',
		tickMs: TICK_MS,
		version: '0',
		demo: false,
		polling: false,
		admissionPerSecond: Number(process.argv[2] ?? 2_000),
		maxConnections: 50_000,
		maxConnectionsPerAddress: 50_000,
		destroyUpgrade: true
	}
});
const http = createServer();
gateway.attach(http);
let tick = 0;

function nextFleet(): void {
	currentState.beginTick(++tick, clock.now());
	currentState.show(fleetOf(names, random, { forecasts: false }), new Set(), gateway.watched());
}
nextFleet();

const delay = monitorEventLoopDelay({ resolution: 5 });

/** Ticks at full speed, each given to everyone before the next one begins. */
async function soak(ticks: number): Promise<void> {
	for (let left = ticks; left > 0; left--) {
		nextFleet();
		gateway.publish(true);
		await new Promise((resolve) => setImmediate(resolve));
	}
}

answer<{
	kind: 'listen' | 'round' | 'cpu' | 'memory' | 'soak' | 'watch-delay' | 'delay';
	ticks?: number;
}>(async ({ kind, ticks }) => {
	if (kind === 'soak') {
		await soak(ticks ?? 0);
		return { bytes: heldBytes() };
	}
	if (kind === 'watch-delay') {
		delay.reset();
		delay.enable();
		return {};
	}
	if (kind === 'delay') {
		delay.disable();
		return { p99Ms: delay.percentile(99) / 1e6, maxMs: delay.max / 1e6 };
	}
	if (kind === 'listen') {
		await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
		return { port: (http.address() as AddressInfo).port };
	}
	if (kind === 'round') {
		const cpuBeforeMs = cpuMs();
		const at = sharedNow();
		nextFleet();
		gateway.publish(true);
		return { at, cpuBeforeMs, packetBytes };
	}
	if (kind === 'cpu') return { cpuMs: cpuMs() };
	return { bytes: heldBytes(), viewers: gateway.viewers() };
});
