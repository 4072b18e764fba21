import { join } from 'node:path';
import { newest } from '../../server/state/ledger.ts';
import { ChaosProxy } from '../support/chaos-proxy.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../support/gateway-harness.ts';
import { installPackage } from '../support/installed-package.ts';
import { Child } from './child.ts';
import type { Truth } from './headless-clients.ts';
import { rounded, type Row, type Section } from './row.ts';
import { hashOf } from './state-hash.ts';

const SERVERS = 90;
const ROUNDS = 60;
const ROUND_MS = 250;
const PROXIES = 10;
/** For all to be back after the last drop: the waits of a few failed attempts. */
const SETTLE_MS = 90_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Standing {
	readonly holding: number;
	readonly states: number;
	readonly losses: number;
	readonly gaps: number;
	readonly malformed: number;
}

/** Programs that follow the fleet with the package, many in one process, over wires that are cut and clogged. */
export const headless: Section = {
	name: 'headless',
	async run({ quick }) {
		const count = quick ? 100 : 1_000;
		const app = installPackage();
		const harness = await startGateway();
		const proxies = Array.from({ length: PROXIES }, () => new ChaosProxy(harness.port));
		for (const proxy of proxies) await proxy.start();
		const urls = proxies.map(({ url }) => url);
		try {
			const random = seeded(1);
			const names = serverNames(SERVERS);
			const tick = () => harness.tick(fleetOf(names, random, { forecasts: false }), true, ROUND_MS);
			await tick();
			const bareKb = await memoryOf('open-bare', app.installed, urls, count);
			const clients = new Child(new URL('headless-clients.ts', import.meta.url), [
				join(app.installed, 'client/published.js')
			]);
			const before = await clients.ask<Memory>({ kind: 'memory' });
			await clients.ask({ kind: 'open', urls, count });
			await joined(clients, count);
			await holdingAll(clients, harness, count);
			const after = await clients.ask<Memory>({ kind: 'memory' });
			for (let round = 0; round < ROUNDS; round++) {
				drop(proxies, random);
				await tick();
				await pause(ROUND_MS);
			}
			for (const proxy of proxies) {
				proxy.up();
				proxy.unclog();
				// Halves of connections that a clogged wire hid: cut once more, and all come back.
				proxy.cut();
			}
			await tick();
			const standing = await holdingAll(clients, harness, count);
			const last = await clients.ask<Memory>({ kind: 'memory' });
			clients.stop();
			const perClientKb = (after.bytes - before.bytes) / count / 1000;
			const lastKb = (last.bytes - before.bytes) / count / 1000;
			const rows: Row[] = [
				{
					figure: `headless clients of the package holding the ledger's states, ${ROUNDS} ticks with drops`,
					measured: `${standing.holding} of ${count}; ${standing.losses} connections lost, ${standing.gaps} gaps, ${standing.malformed} malformed`,
					reference: `${standing.states} states given to their loops`,
					goal: `${count}, none malformed`,
					met: standing.holding === count && standing.malformed === 0 && standing.losses > 0,
					numbers: { count, ...standing }
				},
				{
					figure: `memory per headless client, risk and summary of ${SERVERS} servers`,
					measured: `${rounded(perClientKb, 1)} kB, after the drops ${rounded(lastKb, 1)} kB; process ${rounded(last.residentBytes / 1e6, 0)} MB resident`,
					reference: `${rounded(bareKb, 1)} kB a bare Socket.IO client that keeps nothing`,
					goal: 'printed',
					met: true,
					numbers: { perClientKb, lastKb, bareKb, residentBytes: last.residentBytes }
				}
			];
			return rows;
		} finally {
			for (const proxy of proxies) await proxy.close();
			await harness.close();
			app.remove();
		}
	}
};

interface Memory {
	readonly bytes: number;
	readonly residentBytes: number;
}

/** The cost of one of many clients, in kB, in a process of their own. */
async function memoryOf(
	kind: 'open-bare',
	installed: string,
	urls: readonly string[],
	count: number
): Promise<number> {
	const child = new Child(new URL('headless-clients.ts', import.meta.url), [
		join(installed, 'client/published.js')
	]);
	const before = await child.ask<Memory>({ kind: 'memory' });
	await child.ask({ kind, urls, count });
	await joined(child, count);
	const after = await child.ask<Memory>({ kind: 'memory' });
	child.stop();
	return (after.bytes - before.bytes) / count / 1000;
}

async function joined(child: Child, count: number): Promise<void> {
	await until(
		async () => (await child.ask<{ joined: number }>({ kind: 'joined' })).joined === count
	);
}

/** Waits until all clients hold the newest states, or until the deadline; returns how many do. */
async function holdingAll(
	clients: Child,
	harness: GatewayHarness,
	count: number
): Promise<Standing> {
	const truth = { risk: truthOf(harness, 'risk'), summary: truthOf(harness, 'summary') };
	let standing: Standing | undefined;
	await until(async () => {
		standing = await clients.ask<Standing>({ kind: 'holding', truth });
		return standing.holding === count;
	});
	if (!standing) throw new Error('the clients were never asked');
	return standing;
}

function truthOf({ currentState }: GatewayHarness, topic: 'risk' | 'summary'): Truth {
	const revision = newest(currentState.ledger, topic);
	if (!revision) throw new Error(`no state of ${topic}`);
	const { epoch, seq, state } = revision;
	return { epoch, seq, hash: hashOf(state) };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
	const end = performance.now() + SETTLE_MS;
	while (!(await holds()) && performance.now() < end) await pause(ROUND_MS);
}

/** Each round something happens to one wire in ten, or ends. */
function drop(proxies: readonly ChaosProxy[], random: () => number): void {
	const proxy = proxies[Math.floor(random() * proxies.length)];
	const chance = random();
	if (!proxy) return;
	if (chance < 0.4) proxy.cut();
	else if (chance < 0.55) proxy.clog();
	else if (chance < 0.75) proxy.unclog();
	else if (chance < 0.85) proxy.down();
	else proxy.up();
}
