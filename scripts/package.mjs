/**
 * `npm run package`: the client and the command as a package of their own in dist/, plain JavaScript with types, for
 * Node 20 and later and for browsers.
 *
 *   node scripts/package.mjs [--out DIR] [--only-browser]
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { build } from 'vite';
import { manifestOf, packagesOf, placeOf, withPlainImports } from './package-files.js';

/** What README, which is docs/client.md, leads to. */
const PAGES = [
	'client.md',
	'command.md',
	'protocol.md',
	'examples/follow.js',
	'examples/subscriber.js',
	'examples/subscriber.py',
	'examples/browser'
];

/** What the client depends on, which the command shares with it; and what is put into the command's own file. */
const CLIENT_NEEDS = ['socket.io-client', 'zod'];
const BUNDLED = ['commander', 'string-width', 'strip-ansi', 'ansi-regex', 'get-east-asian-width'];

const { values } = parseArgs({
	options: {
		out: { type: 'string', default: 'dist' },
		'only-browser': { type: 'boolean', default: false }
	}
});
const out = resolve(values.out);
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/** @param {string} file @param {string} text */
function write(file, text) {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
}

/**
 * Declarations by the compiler, which also checks; the code of the same modules with nothing but the types taken away.
 *
 * @returns {string[]} the packages that it imports
 */
function compile() {
	const declarations = join(out, '.declarations');
	const { status } = spawnSync(
		process.execPath,
		['node_modules/typescript/bin/tsc', '-p', 'tsconfig.package.json', '--outDir', declarations],
		{ stdio: 'inherit' }
	);
	if (status !== 0) process.exit(1);
	const packages = readdirSync(declarations, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.flatMap((entry) => {
			const declaration = join(entry.parentPath, entry.name);
			const path = relative(declarations, declaration).replaceAll(sep, '/');
			const source = path.replace(/\.d\.ts$/, '.ts');
			const code = ts.transpileModule(readFileSync(source, 'utf8'), {
				compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }
			}).outputText;
			return [
				...place(path.replace(/\.d\.ts$/, '.js'), code),
				...place(path, readFileSync(declaration, 'utf8'))
			];
		});
	rmSync(declarations, { recursive: true });
	return packages;
}

/** @param {string} path @param {string} text */
function place(path, text) {
	const target = placeOf(path);
	const placed = withPlainImports(target, text);
	write(join(out, target), placed);
	return packagesOf(placed);
}

/** @param {string[]} packages */
function describe(packages) {
	const root = JSON.parse(readFileSync('package.json', 'utf8'));
	write(join(out, 'package.json'), `${JSON.stringify(manifestOf(root, packages), null, '\t')}\n`);
	cpSync('LICENSE', join(out, 'LICENSE'));
	cpSync('docs/client.md', join(out, 'README.md'));
	for (const page of PAGES) cpSync(join('docs', page), join(out, page), { recursive: true });
}

/**
 * The command in one file, with all that only the command needs in it: it adds no dependency to the
 * client's package.
 */
async function bundleCommand() {
	await build({
		configFile: false,
		logLevel: 'warn',
		publicDir: false,
		build: {
			outDir: join(out, 'bin'),
			emptyOutDir: true,
			target: 'node22',
			minify: false,
			ssr: 'bin/fleetcast.ts',
			rollupOptions: {
				external: [...CLIENT_NEEDS].map((name) => new RegExp(`^${name}(/|$)`)),
				output: { entryFileNames: 'fleetcast.js' }
			}
		},
		ssr: { noExternal: true }
	});
	for (const name of BUNDLED) {
		const folder = join('node_modules', name);
		const licence = readdirSync(folder).find((file) => /^licen[sc]e(\.md)?$/i.test(file));
		if (!licence) throw new Error(`${name} has no licence to put beside the bundle`);
		cpSync(join(folder, licence), join(out, 'bin', `LICENSE.${name}`));
	}
}

/** All of the client in one file: a page without a build step needs nothing else. */
async function bundleClient() {
	await build({
		configFile: false,
		logLevel: 'warn',
		publicDir: false,
		build: {
			outDir: join(out, 'browser'),
			emptyOutDir: true,
			target: 'es2022',
			lib: {
				entry: 'src/lib/client/published.ts',
				formats: ['es'],
				fileName: () => 'fleetcast-client.js'
			}
		}
	});
}

rmSync(out, { recursive: true, force: true });
if (!values['only-browser']) {
	describe(compile());
	await bundleCommand();
}
await bundleClient();
