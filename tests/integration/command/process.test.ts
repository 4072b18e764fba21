import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENTER, LEAVE } from '../../../bin/terminal/screen.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';

let harness: GatewayHarness;
const children: ChildProcess[] = [];

beforeAll(async () => {
	harness = await startGateway();
	await harness.tick(fleetOf(serverNames(3), seeded(1)));
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
	let errors = '';
	child.stderr.on('data', (chunk: Buffer) => (errors += String(chunk)));
	const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
	return { child, ended, errors: () => errors };
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

test('a reader that has had enough ends a watch without a word', async () => {
	const { child, ended, errors } = fleetcast('watch', 'risk', '--json');
	await once(child.stdout, 'data');
	child.stdout.destroy();
	// The next thing to write finds nobody.
	await expect
		.poll(
			async () => {
				await harness.tick(fleetOf(serverNames(3), Math.random));
				return child.exitCode;
			},
			{ timeout: 20_000 }
		)
		.toBe(0);
	await ended;
	expect(errors()).toBe('');
});

test('what went wrong is one sentence without a stack, on the error side', async () => {
	const { child, ended, errors } = fleetcast('watch', 'nonsense');
	let out = '';
	child.stdout.on('data', (chunk: Buffer) => (out += String(chunk)));
	expect(await ended).toEqual([64, null]);
	expect(errors()).toBe('fleetcast: There is no topic "nonsense".\n');
	expect(out).toBe('');
});

const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux');

test.skipIf(!hasScript)(
	'top on a real terminal takes keys and gives the terminal back',
	async () => {
		const command = `stty rows 10 cols 90; ${process.execPath} bin/fleetcast.ts top; echo "exit $?"; stty -a`;
		const { child, ended } = start('script', ['-qfec', command, '/dev/null']);
		let screen = '';
		child.stdout.on('data', (chunk: Buffer) => (screen += String(chunk)));
		await expect.poll(() => screen, { timeout: 20_000 }).toContain('1–3 of 3');
		child.stdin.write('\u0003');
		await ended;
		expect(screen).toContain(ENTER);
		const after = screen.slice(screen.lastIndexOf(LEAVE));
		expect(after).toContain('exit 130');
		expect(after).toMatch(/\bicanon\b.* echo\b/s);
	}
);
