import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';

const FULL_DISK = '/dev/full';
const NO_DAEMON = 'http://127.0.0.1:1';
const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

const children: ChildProcess[] = [];
afterEach(() => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(
	args: readonly string[],
	output: 'pipe' | number,
	environment: Record<string, string> = {}
): ChildProcess {
	const child = spawn(process.execPath, args, {
		cwd: fromRoot('.'),
		env: { PATH: process.env.PATH, HISTORY_DIR: 'off', ...environment },
		stdio: ['pipe', output, output]
	});
	children.push(child);
	return child;
}

/** The status of an address, once it is answered. */
async function answered(url: string): Promise<void> {
	await expect
		.poll(() =>
			fetch(url).then(
				({ status }) => status,
				() => 0
			)
		)
		.toBe(200);
}

async function endOf(child: ChildProcess): Promise<number | null> {
	const end = once(child, 'exit') as Promise<[number | null]>;
	child.kill('SIGTERM');
	return (await end)[0];
}

test('a server whose reader has gone serves on, and ends well', async () => {
	const server = start(['server/main.ts'], 'pipe', { DAEMON_URL: NO_DAEMON, PORT: '0' });
	const { stdout, stderr } = server;
	if (!stdout || !stderr) throw new Error('no pipes');
	const address = await new Promise<string>((resolve) => {
		createInterface({ input: stdout }).on('line', (line) => {
			const found = /is at (http:[^"]+)/.exec(line)?.[1];
			if (found) resolve(found);
		});
	});
	const closed = Promise.all([once(stdout, 'close'), once(stderr, 'close')]);
	stdout.destroy();
	stderr.destroy();
	await closed;
	await answered(`${address}/healthz`);
	// It says that it is closing.
	expect(await endOf(server)).toBe(0);
});

test.skipIf(!existsSync(FULL_DISK)).each([
	['the server', 'healthz', () => ['server/main.ts']],
	[
		'the embedded daemon',
		'health',
		(port: number) => ['server/embedded/daemon/main.ts', '--port', String(port)]
	],
	[
		'the generator',
		'status',
		(port: number) => [
			'server/embedded/generator/main.ts',
			'--port',
			String(port),
			'--daemon-url',
			NO_DAEMON
		]
	]
])('%s outlives a full disk under its output', async (_, path, args) => {
	const port = await freePort();
	const full = openSync(FULL_DISK, 'w');
	const program = start(args(port), full, { DAEMON_URL: NO_DAEMON, PORT: String(port) });
	closeSync(full);
	await answered(`http://127.0.0.1:${port}/${path}`);
	expect(await endOf(program)).toBe(0);
});

test('a reader that stalls holds nothing up, and learns how many lines it missed', async () => {
	const child = fork(fromRoot('tests/support/writing-process.ts'), {
		stdio: ['ignore', 'pipe', 'inherit', 'ipc']
	});
	children.push(child);
	expect(await once(child, 'message')).toEqual(['alive', undefined]);
	const { stdout } = child;
	if (!stdout) throw new Error('no pipe');
	const reading = text(stdout);
	child.send('more');
	const lines = (await reading).trimEnd().split('\n');
	expect(lines.length).toBeLessThan(2_000);
	expect(lines.at(-1)).toMatch(/^(x{999}|.*lines lost.*)$/);
});
