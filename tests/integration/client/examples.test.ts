import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import type { Socket } from 'socket.io';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ChaosProxy } from '../../support/chaos-proxy.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';
import { joinedWith, startScripted } from './scripted-server.ts';

const random = seeded(4);
let harness: GatewayHarness;
let proxy: ChaosProxy;
let child: ChildProcess | undefined;

beforeEach(async () => {
	harness = await startGateway({
		access: {
			identify: (_request, token) =>
				token === 'known' ? { name: 'example', role: 'viewer' } : undefined,
			originAllowed: () => true,
			clientAddress: () => '127.0.0.1'
		}
	});
	proxy = new ChaosProxy(harness.port);
	await proxy.start();
	await harness.tick(fleetOf(serverNames(3), random));
});
afterEach(async () => {
	child?.kill('SIGKILL');
	child = undefined;
	await proxy.close();
	await harness.close();
});

function run(command: string, file: string, url = proxy.url): string[] {
	const lines: string[] = [];
	child = spawn(command, [file, url], {
		env: { ...process.env, FLEETCAST_TOKEN: 'known' },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
	return lines;
}

/** Whichever Python has python-socketio; a system's own may have it where another in the path has not. */
const pythons = ['python3', '/usr/bin/python3'];
const works = (python: string, ...words: string[]) => spawnSync(python, words).status === 0;
const withSocketio = pythons.find((python) => works(python, '-c', 'import socketio, websocket'));
const anyPython = pythons.find((python) => works(python, '--version'));

/** Follows through ticks and a lost connection, from the protocol page alone. */
async function follows(lines: string[]): Promise<void> {
	const told = () => lines.join('\n');
	await expect.poll(told).toMatch(/^joined: .*snapshot .*total\W+3\b/m);
	await harness.tick(fleetOf(serverNames(4), random));
	await expect.poll(told).toMatch(/^tick 2, data \d+ ms old: .*total\W+4\b/m);
	proxy.cut();
	await harness.tick(fleetOf(serverNames(5), random));
	await expect.poll(told).toMatch(/^joined: .*patch .*total\W+5\b/m);
}

test('the plain JavaScript subscriber follows through a lost connection', async () => {
	await follows(run(process.execPath, 'docs/examples/subscriber.js'));
});

test('the plain JavaScript subscriber lives through a connection lost before its join was answered', async () => {
	const server = await startScripted({
		onJoin(_join, answer, socket, count) {
			if (count === 1) return void socket.disconnect(true);
			socket.emit('snapshot', { topic: 'summary', epoch: 'e', seq: 1, state: { counts: 'all' } });
			answer(joinedWith({ summary: { via: 'snapshot', epoch: 'e', seq: 1 } }));
		}
	});
	const lines = run(process.execPath, 'docs/examples/subscriber.js', server.url);
	await expect.poll(() => lines.join('\n')).toContain('joined: daemon live');
	await server.close();
});

/** Sends Engine.IO's packets such that they are read together: only then is what a promise does later too late. */
function inOneWrite(socket: Socket, packets: readonly string[]): void {
	const { socket: webSocket } = socket.conn.transport as unknown as {
		socket: { send(packet: string): void; _socket: Writable };
	};
	webSocket._socket.cork();
	for (const packet of packets) webSocket.send(packet);
	webSocket._socket.uncork();
}

/** The answer to a join and the tick after it come together, and the tick builds on what the answer brings. */
async function appliesInOrder(command: string, file: string): Promise<void> {
	const patch = (since: number, total: number) => ({
		topic: 'summary',
		epoch: 'e',
		since,
		seq: since + 1,
		patch: { counts: { total } }
	});
	const tick = (number: number, ...patches: object[]) => ({ tick: number, at: 1, age: 1, patches });
	const server = await startScripted({
		onJoin(_join, answer, socket, count) {
			if (count === 1) {
				const state = { counts: { total: 1 } };
				socket.emit('snapshot', { topic: 'summary', epoch: 'e', seq: 1, state });
				answer(joinedWith({ summary: { via: 'snapshot', epoch: 'e', seq: 1 } }));
				// A gap: it joins again.
				socket.emit('tick', tick(1, patch(7, 7)));
			} else {
				const joined = joinedWith({ summary: { via: 'patch', patch: patch(1, 2) } } as never);
				// The second message of its connection that is to be answered is number 1.
				inOneWrite(socket, [
					`431${JSON.stringify([joined])}`,
					`42${JSON.stringify(['tick', tick(2, patch(2, 3))])}`
				]);
			}
		}
	});
	const lines = run(command, file, server.url);
	try {
		await expect.poll(() => lines.join('\n')).toMatch(/^tick 2, /m);
		expect(lines.findLast((line) => line.startsWith('tick 2, '))).toMatch(/total\W+3\b/);
		expect(server.joins).toHaveLength(2);
	} finally {
		await server.close();
	}
}

test('the plain JavaScript subscriber applies a join’s answer before the tick after it', async () => {
	await appliesInOrder(process.execPath, 'docs/examples/subscriber.js');
});

test.skipIf(!withSocketio)('the Python subscriber follows through a lost connection', async () => {
	const lines = run(withSocketio ?? '', 'docs/examples/subscriber.py');
	await follows(lines);
});

test.skipIf(!anyPython)('the Python subscriber is Python', () => {
	const check = "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf8').read())";
	expect(works(anyPython ?? '', '-c', check, 'docs/examples/subscriber.py')).toBe(true);
});
