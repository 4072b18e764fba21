import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packagesOf } from '../../../scripts/package-files.js';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';
import { installPackage } from '../../support/installed-package.ts';

const names = serverNames(3);
const random = seeded(2);
let harness: GatewayHarness;
let app: ReturnType<typeof installPackage>;

beforeAll(async () => {
	app = installPackage();
	harness = await startGateway();
	await harness.tick(fleetOf(names, random));
	// Compiling is the slowest thing that any test here does.
}, 180_000);
afterAll(async () => {
	app.remove();
	await harness.close();
});

function filesOf(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

test('the package holds the client, the command and their types, and needs little', () => {
	expect(app.dependencies).toEqual(['socket.io-client', 'zod']);
	const files = filesOf(app.installed);
	expect(files).toEqual(
		expect.arrayContaining([
			'LICENSE',
			'README.md',
			'browser/fleetcast-client.js',
			'bin/fleetcast.js',
			'bin/LICENSE.commander',
			'bin/LICENSE.string-width'
		])
	);
	expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
	const code = files.filter((file) => /^(client|core|browser)\/.*\.js$/.test(file));
	const text = code.map((file) => readFileSync(join(app.installed, file), 'utf8')).join('\n');
	expect(text).not.toMatch(/from ['"](#|node:|commander)/);
	const command = readFileSync(join(app.installed, 'bin/fleetcast.js'), 'utf8');
	expect(new Set(packagesOf(command.replaceAll('"', "'")))).toEqual(new Set(app.dependencies));
});

test('the example for Node follows the fleet from an empty folder, and ends by itself when it is stopped', async () => {
	const child = spawn(process.execPath, [app.take('docs/examples/follow.js'), harness.url], {
		cwd: app.folder
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	expect((await lines.next()).value).toMatch(/^ppweb\d+ [\d.]+ \w+, ppweb/);
	await harness.tick(fleetOf(names, random));
	expect((await lines.next()).value).toMatch(/^ppweb/);
	child.kill('SIGINT');
	expect(await once(child, 'close')).toEqual([0, null]);
});

test('the command runs from the package', async () => {
	const bin = join(app.installed, 'bin/fleetcast.js');
	const { status, stdout } = spawnSync(process.execPath, [bin, '--version'], { encoding: 'utf8' });
	expect([status, stdout]).toEqual([0, '0.1.0\n']);
	const child = spawn(process.execPath, [bin, 'status', '--json', '--url', harness.url]);
	const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
	expect(JSON.parse(line)).toMatchObject({ headline: 'Live: 3 servers', demo: true });
});

test('a TypeScript program knows the state of each topic', () => {
	writeFileSync(
		join(app.folder, 'program.mts'),
		`import { createFleetClient, FleetRefusal, serverTopic } from 'fleetcast/client';
		const client = createFleetClient('http://127.0.0.1:8050', { token: 't', signal: AbortSignal.timeout(1) });
		for await (const risk of client.follow('risk')) { const score: number | undefined = risk['web1']?.score; void score; }
		client.subscribe(serverTopic('web1'), (state) => { if (state.present) void state.metrics['cpu']?.p50.length; });
		// @ts-expect-error a state has no such part
		client.subscribe('risk', (state) => state['web1']?.colour);
		// @ts-expect-error no such topic
		client.follow('nonsense');
		const refusal: FleetRefusal | undefined = undefined; void refusal;
		export {};`
	);
	const { status, stdout } = spawnSync(
		process.execPath,
		[
			'node_modules/typescript/bin/tsc',
			...[
				'--noEmit',
				'--ignoreConfig',
				'--strict',
				'--module',
				'nodenext',
				'--target',
				'es2022',
				'--lib',
				'es2022,dom'
			],
			join(app.folder, 'program.mts')
		],
		{ encoding: 'utf8' }
	);
	expect([status, stdout]).toEqual([0, '']);
});
