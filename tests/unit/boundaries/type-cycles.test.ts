import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cyclesOf, importGraph } from '../../support/import-graph.ts';

const { imports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
	imports: Record<string, string>;
};
const aliases = Object.fromEntries(
	Object.entries(imports).map(([alias, path]) => [
		alias.replace('*', ''),
		path.replace('./', '').replace('*', '')
	])
);

test('no files of server, src and bin import one another in a ring, not even for types', () => {
	const names = globSync('{server,src,bin}/**/*.{ts,js,svelte}');
	const files = new Map(names.map((name) => [name, readFileSync(name, 'utf8')]));
	const graph = importGraph(files, aliases);
	expect(graph.get('server/main.ts')).toContain('server/pipeline.ts');
	expect(graph.get('server/pipeline.ts')).toContain('src/lib/core/protocol/problem.ts');
	expect(cyclesOf(graph)).toEqual([]);
});

test.each([
	['values', "import { a } from './a.ts';"],
	['types', "import type { A } from './a.ts';"],
	['types within an import of values', "import { type A } from './a.ts';"],
	['types named where they are used', "export type B = import('./a.ts').A;"],
	['what is passed on', "export { a } from './a.ts';"],
	['what is loaded later', "export const later = () => import('./a.ts');"],
	['an alias', "import type { A } from '#here/a.ts';"]
])('a ring of three is found that is closed by %s', (_kind, closing) => {
	const files = new Map([
		['x/a.ts', "import type { C } from './c.svelte';"],
		['x/b.ts', closing],
		['x/c.svelte', '<script lang="ts">\n\timport { b } from \'./b.ts\';\n</script>\n<p>{b}</p>'],
		['x/d.ts', "import './a.ts';"]
	]);
	expect(cyclesOf(importGraph(files, { '#here/': 'x/' }))).toEqual([
		['x/a.ts', 'x/b.ts', 'x/c.svelte']
	]);
});
