import { execFileSync, spawnSync } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUILD_SOURCES } from '../../../scripts/build-sources.js';
import { FleetcastProcess } from '../../support/fleetcast-process.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BUILDER = `import { mkdirSync, writeFileSync } from 'node:fs';
import { buildId } from '../../../scripts/build-id.js';
console.log('building in', process.env.NODE_ENV);
mkdirSync('build/client/_app', { recursive: true });
writeFileSync('build/client/_app/version.json', JSON.stringify({ version: buildId('.') }));
writeFileSync('build/handler.js', '');
`;

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'flotte ä 100%20#'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
	mkdirSync(dirname(join(root, path)), { recursive: true });
	writeFileSync(join(root, path), text);
}

/** A checkout whose packages are small ones of its own: what is tested is which are installed, and when they are run. */
function smallCheckout(): void {
	cpSync(join(ROOT, 'scripts'), join(root, 'scripts'), { recursive: true });
	write(
		'package.json',
		JSON.stringify({
			type: 'module',
			devDependencies: { vite: 'file:packages/vite', '@sveltejs/kit': 'file:packages/kit' }
		})
	);
	write(
		'packages/vite/package.json',
		JSON.stringify({ name: 'vite', version: '1.0.0', type: 'module' })
	);
	write('packages/vite/bin/vite.js', BUILDER);
	write('packages/kit/package.json', JSON.stringify({ name: '@sveltejs/kit', version: '1.0.0' }));
	write('packages/kit/svelte-kit.js', '');
	for (const source of BUILD_SOURCES) if (!/\./.test(source)) write(`${source}/a/page.md`, 'first');
	for (const source of ['svelte.config.js', 'vite.config.ts', 'tsconfig.json']) write(source, '{}');
	execFileSync('npm', ['install', '--package-lock-only', '--offline', '--no-audit', '--no-fund'], {
		cwd: root,
		env: { PATH: process.env.PATH, HOME: root }
	});
}

function setUp() {
	return spawnSync(process.execPath, ['scripts/setup.mjs', '--build'], {
		cwd: root,
		env: { PATH: process.env.PATH, HOME: root, NODE_ENV: 'production', npm_config_offline: 'true' },
		encoding: 'utf8'
	});
}

test('a fresh checkout is set up under NODE_ENV=production too, and builds again for each change of what it is made of', () => {
	smallCheckout();
	expect(setUp()).toMatchObject({
		status: 0,
		stdout: expect.stringContaining('building in production')
	});
	expect(setUp().stdout).not.toContain('building');
	for (const source of BUILD_SOURCES.filter((path) => !path.startsWith('package'))) {
		const file = /\./.test(source) ? source : `${source}/a/page.md`;
		write(file, `${readFileSync(join(root, file), 'utf8')} `);
		expect(setUp(), source).toMatchObject({ stdout: expect.stringContaining('building') });
	}
});

test('what the configuration of the build imports is among what a build is made of', () => {
	const imports = ['svelte.config.js', 'vite.config.ts'].flatMap((file) =>
		[...readFileSync(join(ROOT, file), 'utf8').matchAll(/from '\.\/([^']+)'/g)].map(
			([, path = '']) => path
		)
	);
	// Where the tests' browser is makes no difference to the pages.
	const theirs = imports.filter((path) => path !== 'scripts/chromium.js');
	expect(theirs.length).toBeGreaterThan(0);
	expect(
		theirs.filter(
			(path) => !BUILD_SOURCES.some((source) => path === source || path.startsWith(`${source}/`))
		)
	).toEqual([]);
});

test('the server starts from a folder with blanks, umlauts and percent signs in its name', async () => {
	for (const part of ['package.json', 'server', 'src/lib', 'build'])
		cpSync(join(ROOT, part), join(root, part), { recursive: true });
	symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
	const server = new FleetcastProcess({}, root);
	await server.start();
	expect((await fetch(`${server.url}/`)).status).toBe(200);
	expect(await server.stop()).toBe(0);
});
