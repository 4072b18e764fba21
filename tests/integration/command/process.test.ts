import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENTER, LEAVE } from '../../../bin/terminal/screen.ts';
import { ChaosProxy } from '../../support/chaos-proxy.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';

let harness: GatewayHarness;
const children: ChildProcess[] = [];

const fleet = fleetOf(serverNames(3), seeded(1));
const critical = { ...fleet, rows: fleet.rows.map((row) => ({ ...row, score: 95 })) };

beforeAll(async () => {
	harness = await startGateway();
	await harness.tick(critical);
});
afterAll(async () => {
	for (const child of children) child.kill('SIGKILL');
	await harness.close();
});

function start(command: string, words: string[]) {
	const child = spawn(command, words, {
		env: { ...process.env, FLEETCAST_URL: harness.url, FLEETCAST_TOKEN: '', NO_COLOR: '1' }
	});
	children.push(child);
	let [out, errors] = ['', ''];
	child.stdout.on('data', (chunk: Buffer) => (out += String(chunk)));
	child.stderr.on('data', (chunk: Buffer) => (errors += String(chunk)));
	const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
	return { child, ended, out: () => out, errors: () => errors };
}

const fleetcast = (...words: string[]) => start(process.execPath, ['bin/fleetcast.ts', ...words]);

test.each([
	['SIGINT', 130],
	['SIGTERM', 143]
] as const)('%s ends a watch at once, with %i and not a word', async (signal, code) => {
	const { child, ended, errors } = fleetcast('watch', 'risk', '--json');
	await once(createInterface({ input: child.stdout }), 'line');
	child.kill(signal);
	expect(await ended).toEqual([code, null]);
	expect(errors()).toBe('');
});

test.each(['watch risk --json', 'watch risk', 'watch summary --json'])(
	'"%s" piped into head ends quietly once head has its line',
	async (words) => {
		// As it is installed, and through a real shell: the pipe is closed by a process that has ended.
		const { child, ended, out, errors } = start('bash', [
			...['-o', 'pipefail', '-c'],
			`${process.execPath} bin/launch.js ${words} | head -1`
		]);
		// The next thing to write finds nobody.
		await expect
			.poll(async () => {
				await harness.tick(fleetOf(serverNames(3), Math.random));
				return child.exitCode;
			})
			.toBe(0);
		await ended;
		expect(out().trim().split('\n')).toHaveLength(1);
		// What a person reads has the connection beside it, on the error side.
		expect(errors().replaceAll(/^Live \(.*\)\n/gm, '')).toBe('');
	}
);

test('status keeps its exit code although its text is not read', async () => {
	await harness.tick(critical, true);
	const { child, ended, errors } = fleetcast('status');
	child.stdout.destroy();
	expect(await ended).toEqual([2, null]);
	expect(errors()).toBe('');
});

test.skipIf(!existsSync('/dev/full')).each([
	['status', 2],
	['watch risk', 70],
	['demo --help', 70]
])('"%s" onto a full disk says so, and ends with %i', async (words, code) => {
	await harness.tick(critical, true);
	const command = `${process.execPath} bin/fleetcast.ts ${words} > /dev/full`;
	const { ended, errors } = start('sh', ['-c', command]);
	expect(await ended).toEqual([code, null]);
	expect(errors()).toMatch(/^fleetcast: The output could not be written: .*no space.*\.\n$/im);
});

test('a bug is reported without a stack, and ends with 70', async () => {
	const bug = 'data:text/javascript,process.on("SIGUSR2",()=>{throw new Error("Oh no.")})';
	const { child, ended, errors } = start(process.execPath, [
		'--import',
		bug,
		...['bin/fleetcast.ts', 'watch', 'risk', '--json']
	]);
	await once(createInterface({ input: child.stdout }), 'line');
	child.kill('SIGUSR2');
	expect(await ended).toEqual([70, null]);
	expect(errors()).toBe('fleetcast: Oh no. (a bug in fleetcast itself)\n');
});

/** Accepts connections and says nothing, ever. */
async function startSilent() {
	const sockets: Socket[] = [];
	const server = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		server,
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close() {
			for (const socket of sockets) socket.destroy();
			server.close();
		}
	};
}

test.each(['status', 'watch risk', 'wait-warm', 'demo'])(
	'Ctrl-C ends "%s" at once where nobody answers, and nothing is made up',
	async (words) => {
		const silent = await startSilent();
		const connected = once(silent.server, 'connection');
		const { child, ended, out } = fleetcast(...words.split(' '), '--url', silent.url);
		await connected;
		child.kill('SIGINT');
		expect(await ended).toEqual([130, null]);
		expect(out()).toBe('');
		silent.close();
	}
);

test('Ctrl-C ends a watch at once although the other end has fallen silent', async () => {
	const proxy = new ChaosProxy(harness.port);
	await proxy.start();
	const { child, ended } = fleetcast('watch', 'risk', '--json', '--url', proxy.url);
	await once(createInterface({ input: child.stdout }), 'line');
	proxy.clog();
	child.kill('SIGINT');
	expect(await ended).toEqual([130, null]);
	await proxy.close();
	// A WebSocket waits 30 s for the other end's goodbye.
}, 25_000);

test('what went wrong is one sentence without a stack, on the error side', async () => {
	const { ended, out, errors } = fleetcast('watch', 'nonsense');
	expect(await ended).toEqual([64, null]);
	expect(errors()).toBe('fleetcast: There is no topic "nonsense".\n');
	expect(out()).toBe('');
});

const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux');

test.skipIf(!hasScript)(
	'top on a real terminal takes keys and gives the terminal back',
	async () => {
		const command = `stty rows 10 cols 90; ${process.execPath} bin/fleetcast.ts top; echo "exit $?"; stty -a`;
		const { child, ended } = start('script', ['-qfec', command, '/dev/null']);
		let screen = '';
		child.stdout.on('data', (chunk: Buffer) => (screen += String(chunk)));
		await expect.poll(() => screen).toContain('1–3 of 3');
		// Together, as fast fingers and slow lines bring them.
		child.stdin.write('\u001b[B\u0003');
		await ended;
		expect(screen).toContain(ENTER);
		const after = screen.slice(screen.lastIndexOf(LEAVE));
		expect(after).toContain('exit 130');
		expect(after).toMatch(/\bicanon\b.* echo\b/s);
	}
);

test.skipIf(!hasScript)('a bug in the middle of top gives the terminal back, too', async () => {
	const bug =
		'data:text/javascript,process.stdin.on("data",(key)=>{if(key==="!")throw new Error("Oh no.")})';
	const command = `${process.execPath} --import '${bug}' bin/fleetcast.ts top; echo "exit $?"; stty -a`;
	const { child, ended, out } = start('script', ['-qfec', command, '/dev/null']);
	await expect.poll(out).toContain('1–3 of 3');
	child.stdin.write('!');
	await ended;
	const after = out().slice(out().lastIndexOf(LEAVE));
	expect(after).toContain('exit 70');
	expect(after).toMatch(/\bicanon\b.* echo\b/s);
});
