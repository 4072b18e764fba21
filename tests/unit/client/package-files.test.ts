import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
	manifestOf,
	packagesOf,
	placeOf,
	withPlainImports
} from '../../../scripts/package-files.js';

const root = JSON.parse(readFileSync('package.json', 'utf8'));

test.each([
	['src/lib/client/a.js', 'client/a.js'],
	['src/lib/core/topics/a.d.ts', 'core/topics/a.d.ts'],
	['bin/commands/a.js', 'bin/commands/a.js']
])('%s goes to %s', (path, place) => {
	expect(placeOf(path)).toBe(place);
});

test.each([
	[
		'client/a.js',
		`import { x } from '#core/protocol/b.ts';`,
		`import { x } from '../core/protocol/b.js';`
	],
	['core/topics/a.js', `export { x } from '#core/b.ts';`, `export { x } from '../b.js';`],
	['bin/a.js', `import { x } from '#client/b.ts';`, `import { x } from '../client/b.js';`],
	['core/a.d.ts', `type X = import('#core/b.ts').X;`, `type X = import('./b.js').X;`],
	['client/a.js', `import './b.ts';`, `import './b.js';`],
	['client/a.js', `import * as z from 'zod/mini';`, `import * as z from 'zod/mini';`]
])('in %s, %s becomes %s', (place, before, after) => {
	expect(withPlainImports(place, before)).toBe(after);
});

test('only packages are counted as such, by their names', () => {
	const text = `import 'zod/mini'; import x from '@scope/a/b'; import 'node:fs'; import './c.js';`;
	expect(packagesOf(text)).toEqual(['zod', '@scope/a']);
});

test('the package depends on what it imports, and on nothing else of the server’s', () => {
	const manifest = manifestOf(root, ['zod', 'socket.io-client', 'zod']);
	expect(manifest.dependencies).toEqual({
		'socket.io-client': `^${root.dependencies['socket.io-client']}`,
		zod: `^${root.dependencies.zod}`
	});
	expect([manifest.name, manifest.version]).toEqual([root.name, root.version]);
	expect(() => manifestOf(root, ['left-pad'])).toThrow('left-pad');
});

test('the checkout offers the same entries as the package', () => {
	const { exports } = manifestOf(root, []);
	const built = JSON.parse(JSON.stringify(root.exports).replaceAll('./dist/', './'));
	expect(built).toEqual(exports);
});
